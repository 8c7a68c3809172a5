import type { OrganizationRepositories } from '@weir/db/prisma/organization';
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
    actorName: z.string().nullable().describe('Of the person or the management token; null: not known here.'),
    action: z.string(),
    subjectKind: z.string(),
    subjectId: z.string(),
    subjectName: z.string().nullable().describe('As it is called now; null: it has no name, or is gone.'),
    detail: z.unknown().describe('What changed; never a secret.'),
  })
  .meta({ id: 'AuditLine' });
export type AuditLineView = z.output<typeof auditLineView>;

type Mention = { readonly kind: string; readonly id: string };
type NameOf = (mention: Mention) => string | undefined;

const actorKinds: Readonly<Record<string, string>> = { token: 'management_token' };

function actorOf({ actorKind, actorId }: AuditLine): Mention {
  return { kind: actorKinds[actorKind] ?? actorKind, id: actorId };
}

function subjectOf({ subjectKind, subjectId }: AuditLine): Mention {
  return { kind: subjectKind, id: subjectId };
}

/** Finds the names of everybody and everything in `rows`. */
export function readNames(own: OrganizationRepositories, rows: readonly AuditLine[]): Promise<NameOf> {
  return own.names.of(rows.flatMap((row) => [actorOf(row), subjectOf(row)]));
}

/** `row` as its members see it. */
export function toAuditLineView(row: AuditLine, nameOf: NameOf): AuditLineView {
  const { id, actorKind, actorId, action, subjectKind, subjectId, detail } = row;
  return {
    id,
    at: row.at.toISOString(),
    actorKind,
    actorId,
    actorName: nameOf(actorOf(row)) ?? null,
    action,
    subjectKind,
    subjectId,
    subjectName: nameOf(subjectOf(row)) ?? null,
    detail,
  };
}
