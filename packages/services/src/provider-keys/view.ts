import type { ProviderKey } from '@weir/db/prisma/rows';
import type { RefusedKey } from '@weir/routing/health-report';
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
    region: z.string().nullable().describe('Where its requests are worked on, as its owner says; null: not said.'),
    zeroRetention: z.boolean().describe('The provider keeps nothing of its requests, as its owner says.'),
    weight: z.number().describe('Its share of calls against other keys of the same provider.'),
    refused: z
      .strictObject({ at: timeField, until: timeField, code: z.string(), status: z.int().exactOptional() })
      .exactOptional()
      .describe(
        'The provider refuses it: nobody tries it before `until`. Absent where it does not, or is not known to.',
      ),
    trial: trial.nullable(),
    createdAt: timeField,
    rotatedAt: timeField.nullable(),
  })
  .meta({ id: 'ProviderKey' });
export type ProviderKeyView = z.output<typeof providerKeyView>;

function refusalOf({ atMs, untilMs, code, status }: RefusedKey): Pick<ProviderKeyView, 'refused'> {
  const times = { at: new Date(atMs).toISOString(), until: new Date(untilMs).toISOString() };
  return { refused: { ...times, code, ...(status === undefined ? {} : { status }) } };
}

/** `row` without its secret, and what its provider says of it now where that is known. */
export function toProviderKeyView(row: ProviderKey, refused?: RefusedKey): ProviderKeyView {
  const { id, projectId, provider, name, kind, lastFour, baseUrl, status, position } = row;
  const { region, zeroRetention, weight } = row;
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
    region,
    zeroRetention,
    weight,
    ...(refused === undefined ? {} : refusalOf(refused)),
    trial: row.trial === null ? null : trial.parse(row.trial),
    createdAt: row.createdAt.toISOString(),
    rotatedAt: timeOrNull(row.rotatedAt),
  };
}
