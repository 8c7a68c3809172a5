import { none } from '@weir/db/sql/usage-filters';
import { usageBuckets } from '@weir/protocol/usage';
import type { z } from 'zod';
import type { Actor } from '../actor.ts';
import { type Column, headingLine, numberCell, rowLine, textCell } from '../csv.ts';
import type { Services } from '../services.ts';
import { type Namer, readNamer } from './namer.ts';
import { readOrganizationUsage } from './read-organization.ts';
import type { usageLineView } from './view.ts';

type Line = z.output<typeof usageLineView>;

/** Groups of which the value is an id. */
const named = new Set(['project', 'key', 'member']);

function groupColumns(name: string, nameOf: Namer): Column<Line>[] {
  const column: Column<Line> = [name, ({ group }) => textCell(group[name] ?? none)];
  if (!named.has(name)) return [column];
  return [column, [`${name} name`, ({ group }) => textCell(nameOf(group[name] ?? null))]];
}

const figures: readonly Column<Line>[] = [
  ['calls', ({ calls }) => numberCell(calls)],
  ['attempts', ({ attempts }) => numberCell(attempts)],
  ...usageBuckets.map((bucket): Column<Line> => [bucket, ({ units }) => numberCell(units[bucket])]),
  ['cost usd', ({ usd }) => numberCell(usd)],
  ['simulated usd', ({ simulatedUsd }) => numberCell(simulatedUsd)],
  ['attempts of unknown cost', ({ unknownCost }) => numberCell(unknownCost)],
];

type UsageInput = Parameters<typeof readOrganizationUsage>[2];

/** Usage as its page shows it, as CSV: a line an interval and group. Throws as the verb does, before the first line. */
export async function* usageCsv(services: Services, actor: Actor, input: UsageInput): AsyncGenerator<string> {
  const { data } = await readOrganizationUsage(services, actor, input);
  const nameOf = await readNamer(services, actor);
  const columns: Column<Line>[] = [
    ...(input.interval === undefined ? [] : [['at', ({ at }: Line) => at ?? ''] satisfies Column<Line>]),
    ...(input.groupBy ?? []).flatMap((name) => groupColumns(name, nameOf)),
    ...figures,
  ];
  yield headingLine(columns);
  for (const line of data) yield rowLine(columns, line);
}
