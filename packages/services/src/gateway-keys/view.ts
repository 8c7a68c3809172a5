import type { GatewayKey } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { idField, timeField, timeOrNull } from '../fields.ts';

/** A gateway key as its members see it: never the key. */
export const gatewayKeyView = z
  .strictObject({
    id: idField,
    projectId: idField,
    name: z.string(),
    lastFour: z.string(),
    ownerMemberId: idField.nullable(),
    allowedModels: z.array(z.string()).nullable().describe('Models or routes. Null: all of them.'),
    attributes: z.record(z.string(), z.string()),
    expiresAt: timeField.nullable(),
    revokedAt: timeField.nullable(),
    graceUntil: timeField.nullable().describe('Until then the key from before the last rotation is good, too.'),
    createdAt: timeField,
  })
  .meta({ id: 'GatewayKey' });
export type GatewayKeyView = z.output<typeof gatewayKeyView>;

/** A gateway key with who owns it and when it was last used. */
export const gatewayKeyLineView = gatewayKeyView
  .extend({
    ownerName: z.string().nullable().describe('The member who owns it; null: a service key.'),
    lastUsedAt: timeField.nullable().describe('Of its latest recorded call; null: none.'),
  })
  .meta({ id: 'GatewayKeyLine' });
export type GatewayKeyLine = z.output<typeof gatewayKeyLineView>;

/** A gateway key at the one moment when its text can be seen. */
export const newGatewayKeyView = gatewayKeyView
  .extend({ key: z.string().describe('The key itself. Shown this once.') })
  .meta({ id: 'NewGatewayKey' });

const attributes = z.record(z.string(), z.string());

/** `row` without its hashes. */
export function toGatewayKeyView(row: GatewayKey): GatewayKeyView {
  const { id, projectId, name, lastFour } = row;
  return {
    id,
    projectId,
    name,
    lastFour,
    ownerMemberId: row.memberId,
    allowedModels: row.allowedModels.length === 0 ? null : row.allowedModels,
    attributes: attributes.parse(row.attributes),
    expiresAt: timeOrNull(row.expiresAt),
    revokedAt: timeOrNull(row.revokedAt),
    graceUntil: timeOrNull(row.graceUntil),
    createdAt: row.createdAt.toISOString(),
  };
}
