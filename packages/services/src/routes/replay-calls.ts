import { projectConfig } from '@weir/access/project-config';
import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { RouteWithPublished } from '@weir/db/prisma/rows';
import { countDecidedCalls, type DecidedCallsFilter, readDecidedCalls } from '@weir/db/sql/decided-calls';
import { type RoutePlan, routePlan } from '@weir/routing/route-plan';
import { readLiveHealth } from '../gateway/live-health.ts';
import { notFound, ServiceError } from '../service-error.ts';
import type { VerbContext } from '../verb.ts';
import { read } from '../write.ts';
import { openDecider } from './decide-again.ts';
import { type Replaying, replayCall } from './replay-call.ts';
import type { LiveNow } from './replay-fill.ts';
import { newTally, reportOf } from './replay-tally.ts';
import type { ReplayEvent } from './replay-view.ts';
import { requireRoute } from './require-route.ts';
import { requireSoundPlan } from './require-sound-plan.ts';

/** What is asked for; see `replayFields`. */
export type ReplayAsked = {
  readonly id: string;
  readonly plan?: RoutePlan | undefined;
  readonly days?: number | undefined;
  readonly calls?: 'route' | 'project' | undefined;
};

const dayMs = 86_400_000;
const daysUsual = 7;
/** Larger numbers of calls are drawn from: what is said of this many is exact to a per cent. */
const sampleMax = 20_000;
/** A little less is drawn, so that the sample of a hash seldom passes the most. */
const sampleAimed = 19_600;
const pageCalls = 200;
const progressMs = 250;
/** What is known of targets now is an addition: it is not waited for long. */
const healthWaitMs = 1_000;

/** Replays that run now, by organization: each takes a good part of a core. */
const running = new Map<string, number>();
const runningMax = 2;

function planOf(route: RouteWithPublished, asked: RoutePlan | undefined): RoutePlan {
  if (asked !== undefined) {
    requireSoundPlan(asked);
    return asked;
  }
  const stored = routePlan.safeParse(route.draft ?? route.published?.plan);
  if (stored.success) return stored.data;
  throw new ServiceError('conflict', 'The route has no plan that can be replayed.');
}

async function liveNow({ services, actor }: VerbContext): Promise<LiveNow> {
  const answer = await readLiveHealth(services, actor.organizationId, healthWaitMs);
  if (answer.kind === 'unknown') return new Map();
  return new Map(answer.report.targets.map((target) => [target.candidateId, target]));
}

async function openReplay(context: VerbContext, asked: ReplayAsked, own: OrganizationRepositories) {
  const route = await requireRoute(own, asked.id);
  const plan = planOf(route, asked.plan);
  const stored = await own.projectConfigs.get(route.projectId);
  if (stored === undefined) throw notFound('project');
  const config = projectConfig.parse(stored.document);
  const all = asked.calls === 'project';
  const now = await liveNow(context);
  const decider = openDecider(own, config);
  const replaying: Replaying = { decider, routeId: route.id, plan, all, custom: config.customPrices, now };
  return { route, replaying };
}

/** Whether `everyMs` have passed since it last said so. */
function pacer(everyMs: number): () => boolean {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < everyMs) return false;
    last = now;
    return true;
  };
}

async function* replay(context: VerbContext, asked: ReplayAsked, signal?: AbortSignal): AsyncGenerator<ReplayEvent> {
  const { services, actor } = context;
  const { route, replaying } = await openReplay(context, asked, read(context));
  const { days = daysUsual } = asked;
  const toMs = services.now();
  const filter: DecidedCallsFilter = {
    organizationId: actor.organizationId,
    projectId: route.projectId,
    route: replaying.all ? undefined : route.name,
    fromMs: toMs - days * dayMs,
    toMs,
  };
  const found = await countDecidedCalls(services.sql, filter);
  const share = found <= sampleMax ? 1 : sampleAimed / found;
  const of = share < 1 ? sampleAimed : found;
  const tally = newTally();
  yield { kind: 'progress', done: 0, of };
  const isDue = pacer(progressMs);
  let after: string | undefined;
  while (tally.looked < sampleMax && signal?.aborted !== true) {
    const take = Math.min(pageCalls, sampleMax - tally.looked);
    const calls = await readDecidedCalls(services.sql, { ...filter, share, after, take });
    for (const call of calls) await replayCall(replaying, call, tally);
    if (isDue()) yield { kind: 'progress', done: Math.min(tally.looked, of), of };
    if (calls.length < take) break;
    after = calls.at(-1)?.callId;
  }
  if (signal?.aborted === true) return;
  yield { kind: 'progress', done: of, of };
  yield { kind: 'report', report: reportOf(tally, { days, found }) };
}

/**
 * Replays recorded calls under a plan: progress about four times a second, then the report. Calls nobody and stores
 * nothing. Ends without a report once `signal` is aborted. Throws ServiceError.
 */
export async function* replayCalls(
  context: VerbContext,
  asked: ReplayAsked,
  signal?: AbortSignal,
): AsyncGenerator<ReplayEvent> {
  const { organizationId } = context.actor;
  const others = running.get(organizationId) ?? 0;
  if (others >= runningMax) {
    const message = `${runningMax} replays of this organization are running. Wait until one of them is over.`;
    throw new ServiceError('throttled', message, { retryAfterSeconds: 5 });
  }
  running.set(organizationId, others + 1);
  try {
    yield* replay(context, asked, signal);
  } finally {
    const left = (running.get(organizationId) ?? 1) - 1;
    if (left === 0) running.delete(organizationId);
    else running.set(organizationId, left);
  }
}
