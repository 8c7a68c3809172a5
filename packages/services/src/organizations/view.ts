import type { Organization } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { idField, timeField } from '../fields.ts';

/** An organization as its members see it. */
export const organizationView = z
  .strictObject({ id: idField, name: z.string(), slug: z.string(), timeZone: z.string(), createdAt: timeField })
  .meta({ id: 'Organization' });
export type OrganizationView = z.output<typeof organizationView>;

/** `row` without its data key. */
export function toOrganizationView(row: Organization): OrganizationView {
  const { id, name, slug, timeZone } = row;
  return { id, name, slug, timeZone, createdAt: row.createdAt.toISOString() };
}
