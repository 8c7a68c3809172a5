import type { ManagementToken } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { roleField } from '../actor.ts';
import { idField, timeField, timeOrNull } from '../fields.ts';

/** A management token as its members see it: never the token. */
export const managementTokenView = z
  .strictObject({
    id: idField,
    name: z.string(),
    lastFour: z.string(),
    role: roleField,
    expiresAt: timeField.nullable(),
    revokedAt: timeField.nullable(),
    createdAt: timeField,
  })
  .meta({ id: 'ManagementToken' });
export type ManagementTokenView = z.output<typeof managementTokenView>;

/** A management token at the one moment when its text can be seen. */
export const newManagementTokenView = managementTokenView
  .extend({ token: z.string().describe('The token itself. Shown this once.') })
  .meta({ id: 'NewManagementToken' });

/** `row` without its hash. */
export function toManagementTokenView(row: ManagementToken): ManagementTokenView {
  const { id, name, lastFour, role } = row;
  return {
    id,
    name,
    lastFour,
    role,
    expiresAt: timeOrNull(row.expiresAt),
    revokedAt: timeOrNull(row.revokedAt),
    createdAt: row.createdAt.toISOString(),
  };
}
