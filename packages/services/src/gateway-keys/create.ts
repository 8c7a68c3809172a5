import { hashKey, mintGatewayKey } from '@weir/access/gateway-key';
import type { GatewayKey } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { idField, limitsField, nameField } from '../fields.ts';
import { requireActive } from '../projects/require-active.ts';
import { requireRoom } from '../quota.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { type Write, write } from '../write.ts';
import { allowedModelsField, attributesField, expiresAtField, expiryOf } from './fields.ts';
import { newGatewayKeyView, toGatewayKeyView } from './view.ts';

export type GatewayKeyInput = {
  readonly projectId: string;
  readonly name: string;
  readonly allowedModels?: string[] | undefined;
  readonly expiresAt?: string | undefined;
  readonly attributes?: Record<string, string> | undefined;
  readonly ownerMemberId?: string | undefined;
};

/** Adds a gateway key inside a write: the row, and the text that nobody sees again. */
export async function addGatewayKey(begun: Write, input: GatewayKeyInput): Promise<{ row: GatewayKey; key: string }> {
  const { own, nowMs } = begun;
  const { projectId, name, ownerMemberId } = input;
  await requireActive(own, projectId);
  if (ownerMemberId !== undefined && (await own.members.get(ownerMemberId)) === undefined) {
    throw new ServiceError('invalid', 'ownerMemberId: there is no such member.', { field: 'ownerMemberId' });
  }
  await requireRoom(begun, 'gatewayKeys');
  const key = mintGatewayKey();
  const id = uuidv7(nowMs);
  const row = await own.gatewayKeys.create({
    id,
    projectId,
    name,
    hash: hashKey(key),
    lastFour: key.slice(-4),
    memberId: ownerMemberId ?? null,
    allowedModels: input.allowedModels ?? [],
    attributes: input.attributes ?? {},
    expiresAt: expiryOf(input.expiresAt, nowMs),
  });
  await begun.audit({
    action: 'gateway_key.create',
    subjectKind: 'gateway_key',
    subjectId: id,
    detail: { name, projectId },
  });
  begun.affects(projectId);
  return { row, key };
}

/** Issues a gateway key for a project. The answer is the only place where its text stands. */
export const createGatewayKey = verb({
  action: 'gateway_key.write',
  input: z.strictObject({
    projectId: idField,
    name: nameField,
    allowedModels: allowedModelsField.optional(),
    expiresAt: expiresAtField.optional(),
    attributes: attributesField.optional(),
    ownerMemberId: idField.optional(),
    limits: limitsField,
  }),
  output: newGatewayKeyView,
  async run(context, input) {
    const { result } = await write(context, (begun) => addGatewayKey(begun, input));
    return { ...toGatewayKeyView(result.row), key: result.key };
  },
});
