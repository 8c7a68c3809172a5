import { hashKey } from '@weir/access/gateway-key';
import { mintManagementToken } from '@weir/access/management-token';
import type { ManagementToken } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { type Role, roleField } from '../actor.ts';
import { nameField, timeField } from '../fields.ts';
import { expiryOf } from '../gateway-keys/fields.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { type Write, write } from '../write.ts';
import { newManagementTokenView, toManagementTokenView } from './view.ts';

export type ManagementTokenInput = {
  readonly name: string;
  readonly role: Role;
  readonly expiresAt?: string | undefined;
  /** The token itself where it is given from outside; else one is minted. */
  readonly token?: string | undefined;
};

/** Adds a management token inside a write: the row, and the text that nobody sees again. */
export async function addManagementToken(
  begun: Write,
  input: ManagementTokenInput,
): Promise<{ row: ManagementToken; token: string }> {
  const { name, role } = input;
  const token = input.token ?? mintManagementToken();
  const id = uuidv7(begun.nowMs);
  const expiresAt = expiryOf(input.expiresAt, begun.nowMs);
  const row = await begun.own.managementTokens.create({
    id,
    name,
    hash: hashKey(token),
    lastFour: token.slice(-4),
    role,
    expiresAt,
  });
  const detail = { name, role, expiresAt: expiresAt?.toISOString() ?? null };
  await begun.audit({ action: 'management_token.create', subjectKind: 'management_token', subjectId: id, detail });
  return { row, token };
}

/** Issues a management token. Only an owner may issue an owner's. The answer is the only place where its text stands. */
export const createManagementToken = verb({
  action: 'management_token.write',
  input: z.strictObject({ name: nameField, role: roleField, expiresAt: timeField.optional() }),
  output: newManagementTokenView,
  async run(context, input) {
    if (input.role === 'owner' && context.actor.role !== 'owner') {
      throw new ServiceError('forbidden', "Only an owner may issue an owner's token.", { field: 'role' });
    }
    const { result } = await write(context, (begun) => addManagementToken(begun, input));
    return { ...toManagementTokenView(result.row), token: result.token };
  },
});
