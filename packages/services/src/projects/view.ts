import type { Project } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { idField, timeField, timeOrNull } from '../fields.ts';

/** A project as its members see it. */
export const projectView = z
  .strictObject({
    id: idField,
    name: z.string(),
    slug: z.string(),
    createdAt: timeField,
    archivedAt: timeField.nullable(),
    /** Days for which answers of the Responses API are kept; 0: none. */
    responseRetentionDays: z.int(),
  })
  .meta({ id: 'Project' });
export type ProjectView = z.output<typeof projectView>;

/** `row` as its members see it. */
export function toProjectView(row: Project): ProjectView {
  const { id, name, slug, responseRetentionDays } = row;
  const times = { createdAt: row.createdAt.toISOString(), archivedAt: timeOrNull(row.archivedAt) };
  return { id, name, slug, ...times, responseRetentionDays };
}
