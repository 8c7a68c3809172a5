import type { AuditLine } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { idField, timeField } from '../fields.ts';

/** Who changed what, and when. */
export const auditLineView = z
  .strictObject({
    id: idField,
    at: timeField,
    actorKind: z.string(),
    actorId: z.string(),
    action: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    detail: z.unknown().describe('What changed; never a secret.'),
  })
  .meta({ id: 'AuditLine' });
export type AuditLineView = z.output<typeof auditLineView>;

/** `row` as its members see it. */
export function toAuditLineView(row: AuditLine): AuditLineView {
  const { id, actorKind, actorId, action, subjectKind, subjectId, detail } = row;
  return { id, at: row.at.toISOString(), actorKind, actorId, action, subjectKind, subjectId, detail };
}
