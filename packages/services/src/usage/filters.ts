import { none, type UsageFilters } from '@weir/db/sql/usage-filters';
import { costSources } from '@weir/protocol/cost';
import { callStatuses } from '@weir/protocol/ledger';
import { z } from 'zod';
import { idField, timeField } from '../fields.ts';

const valuesMax = 100;
const names = z.array(z.string().min(1).max(200)).max(valuesMax).optional();
const ids = z
  .array(z.union([idField, z.literal(none)]))
  .max(valuesMax)
  .optional();

const fields = {
  project: z.array(idField).max(valuesMax).optional().describe("Projects' ids."),
  provider: names.describe(`Of an attempt; ${none} stands for none, here as in the others.`),
  model: names,
  key: ids.describe("Gateway keys' ids."),
  member: ids.describe("Members' ids."),
  status: z
    .array(z.enum(callStatuses))
    .max(callStatuses.length)
    .optional()
    .describe('Of an attempt for cost, of a call for counts of calls.'),
  source: z
    .array(z.enum([...costSources, none]))
    .max(costSources.length + 1)
    .optional()
    .describe('Of cost; calls have none.'),
  route: names.describe(
    'Names of routes: of the one that chose an attempt for cost, of the one that was called for counts of calls.',
  ),
};

/**
 * What usage, calls and exports are filtered by: any of a field's values, all fields together, and none of the values of
 * the fields that begin with `not`.
 */
export const filterFields = {
  ...fields,
  notProject: fields.project,
  notProvider: fields.provider,
  notModel: fields.model,
  notKey: fields.key,
  notMember: fields.member,
  notStatus: fields.status,
  notSource: fields.source,
  notRoute: fields.route,
};

/** Fields of an input that are filters. */
export type FilterInput = { readonly [Field in keyof typeof filterFields]?: readonly string[] | undefined };

/** The filters among the fields of an input. */
export function filtersOf(input: FilterInput): UsageFilters {
  const { project, provider, model, key, member, status, source, route } = input;
  return {
    ...{ project, provider, model, key, member, status, source, route },
    not: {
      ...{ project: input.notProject, provider: input.notProvider, model: input.notModel, key: input.notKey },
      ...{ member: input.notMember, status: input.notStatus, source: input.notSource, route: input.notRoute },
    },
  };
}

/** The span that an input asks for. */
export const spanFields = {
  from: timeField.optional().describe('30 days before `to` when absent.'),
  to: timeField.optional().describe('Now when absent.'),
};

const dayMs = 86_400_000;
const daysDefault = 30;

/** The span of an input, in milliseconds. */
export function spanOf(
  { from, to }: { from?: string | undefined; to?: string | undefined },
  nowMs: number,
): { fromMs: number; toMs: number } {
  const toMs = to === undefined ? nowMs : Date.parse(to);
  return { toMs, fromMs: from === undefined ? toMs - daysDefault * dayMs : Date.parse(from) };
}
