import type { z } from 'zod';
import type { Actor } from '../actor.ts';
import { type Column, headingLine, numberCell, rowLine, textCell } from '../csv.ts';
import type { Services } from '../services.ts';
import { type Namer, readNamer } from '../usage/namer.ts';
import { listOrganizationCalls } from './list-organization.ts';
import type { callView } from './view.ts';

type Call = z.output<typeof callView>;

function columnsWith(nameOf: Namer): readonly Column<Call>[] {
  return [
    ['call', ({ callId }) => callId],
    ['started at', ({ startedAt }) => startedAt],
    ['project', ({ projectId }) => textCell(nameOf(projectId))],
    ['key', ({ gatewayKeyId }) => textCell(nameOf(gatewayKeyId))],
    ['member', ({ memberId }) => textCell(nameOf(memberId))],
    ['operation', ({ operation }) => operation],
    ['requested model', ({ requestedModel }) => textCell(requestedModel)],
    ['route', ({ route }) => textCell(route)],
    ['provider', ({ provider }) => textCell(provider)],
    ['model', ({ model }) => textCell(model)],
    ['streaming', ({ streaming }) => String(streaming)],
    ['status', ({ status }) => status],
    ['http status', ({ httpStatus }) => numberCell(httpStatus)],
    ['error', ({ errorCode }) => textCell(errorCode)],
    ['attempts', ({ attempts }) => numberCell(attempts)],
    ['duration ms', ({ durationMs }) => numberCell(durationMs)],
    ['first token ms', ({ firstTokenMs }) => numberCell(firstTokenMs)],
    ['tokens in', ({ tokens }) => numberCell(tokens.in)],
    ['tokens cached', ({ tokens }) => numberCell(tokens.cached)],
    ['tokens out', ({ tokens }) => numberCell(tokens.out)],
    ['cost usd', ({ cost }) => numberCell(cost.usd)],
    ['cost source', ({ cost }) => cost.source ?? ''],
    ['cost reason', ({ cost }) => textCell(cost.reason)],
    ['counted usd', ({ matched }) => numberCell(matched.usd)],
    ['counted simulated usd', ({ matched }) => numberCell(matched.simulatedUsd)],
    ['counted attempts', ({ matched }) => numberCell(matched.attempts)],
    ['counted attempts of unknown cost', ({ matched }) => numberCell(matched.unknownCost)],
  ];
}

const pageLines = 200;

type CallsInput = Omit<Parameters<typeof listOrganizationCalls>[2], 'limit' | 'cursor'>;

/**
 * Calls as their page lists them, as CSV, newest first, read a page at a time. `counted` is what the filters count: its
 * sum is the figure of the page. Throws as the verb does, before the first line.
 */
export async function* callsCsv(services: Services, actor: Actor, input: CallsInput): AsyncGenerator<string> {
  let page = await listOrganizationCalls(services, actor, { ...input, limit: pageLines });
  const columns = columnsWith(await readNamer(services, actor));
  yield headingLine(columns);
  for (;;) {
    for (const call of page.data) yield rowLine(columns, call);
    if (page.nextCursor === null) return;
    page = await listOrganizationCalls(services, actor, { ...input, limit: pageLines, cursor: page.nextCursor });
  }
}
