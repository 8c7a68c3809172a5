import type { ProviderKey } from '@weir/db/prisma/rows';
import { z } from 'zod';
import { idField, timeField, timeOrNull } from '../fields.ts';
import { readForm, readSettings } from './settings-of.ts';
import { trial } from './trial.ts';

/** A provider key as its members see it: never the secret. */
export const providerKeyView = z
  .strictObject({
    id: idField,
    projectId: idField.nullable().describe('Null: every project of the organization may use it.'),
    provider: z.string(),
    name: z.string(),
    kind: z.enum(['inference', 'usage']),
    lastFour: z.string().nullable().describe('The last characters of the secret; null where there is none.'),
    credentialForm: z
      .string()
      .nullable()
      .describe("By which of the provider's credential forms its secret was given; null where that is not known."),
    baseUrl: z.string().nullable(),
    settings: z.record(z.string(), z.string()).describe("By the names of the provider's settings; no secrets."),
    status: z.enum(['active', 'trial', 'disabled']),
    position: z.int().describe('The order among the keys: lower comes first.'),
    trial: trial.nullable(),
    createdAt: timeField,
    rotatedAt: timeField.nullable(),
  })
  .meta({ id: 'ProviderKey' });
export type ProviderKeyView = z.output<typeof providerKeyView>;

/** `row` without its secret. */
export function toProviderKeyView(row: ProviderKey): ProviderKeyView {
  const { id, projectId, provider, name, kind, lastFour, baseUrl, status, position } = row;
  return {
    id,
    projectId,
    provider,
    name,
    kind,
    lastFour,
    credentialForm: readForm(row),
    baseUrl,
    settings: readSettings(row),
    status,
    position,
    trial: row.trial === null ? null : trial.parse(row.trial),
    createdAt: row.createdAt.toISOString(),
    rotatedAt: timeOrNull(row.rotatedAt),
  };
}
