import { costOf, toRecord } from '@weir/catalog/cost';
import { priceAt } from '@weir/catalog/price-book';
import type { AttemptPurpose, AttemptRecord, AttemptStatus, CallRecord, LedgerRecord } from '@weir/protocol/ledger';
import type { Usage } from '@weir/protocol/usage';
import type { Route } from '@weir/routing/route-plan';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Random } from '../simulator/random.ts';
import { demoDecision } from './demo-decision.ts';
import { type DemoTry, runOf } from './demo-routed.ts';

/** A gateway key as traffic comes through it. */
export type DemoKey = { readonly id: string; readonly projectId: string; readonly memberId?: string };

/** A model that is called, with the provider key that it is called with. */
export type DemoModel = {
  readonly provider: string;
  readonly model: string;
  readonly providerKeyId?: string;
  readonly isSimulated?: boolean;
  /** How much of all traffic goes to it. */
  readonly weight: number;
};

/** A route as its published version is. */
export type DemoRoute = Route & { readonly projectId: string };

export type DemoTraffic = {
  readonly organizationId: string;
  readonly keys: readonly [DemoKey, ...DemoKey[]];
  readonly models: readonly [DemoModel, ...DemoModel[]];
  /** Called by about half of the traffic of their projects. */
  readonly routes?: readonly DemoRoute[];
  readonly calls: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly random: Random;
};

const dayMs = 86_400_000;

/** Of each hundred calls: how they end. */
function statusOf(random: Random): AttemptStatus | 'refused' {
  const roll = random.between(1, 100);
  if (roll <= 93) return 'succeeded';
  if (roll <= 96) return 'failed';
  if (roll <= 98) return 'canceled';
  return roll === 99 ? 'refused' : 'truncated';
}

/** Working days and working hours have most of it, and it grows over the weeks. */
function momentOf({ fromMs, toMs, random }: DemoTraffic): number {
  for (;;) {
    const atMs = random.between(fromMs, toMs - 1);
    const date = new Date(atMs);
    const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
    const hour = date.getUTCHours();
    const busy = (isWeekend ? 25 : 70) * (hour >= 7 && hour <= 18 ? 1 : 0.3) + (30 * (atMs - fromMs)) / (toMs - fromMs);
    if (random.between(0, 99) < busy) return atMs;
  }
}

function modelOf({ models, random }: DemoTraffic): DemoModel {
  let left = random.between(
    1,
    models.reduce((sum, { weight }) => sum + weight, 0),
  );
  for (const model of models) {
    left -= model.weight;
    if (left <= 0) return model;
  }
  return models[0];
}

function usageOf(random: Random, status: AttemptStatus): Usage {
  if (status === 'failed') return {};
  const cacheRead = random.between(0, 2) === 0 ? random.between(200, 4_000) : 0;
  const output = status === 'succeeded' ? random.between(40, 1_200) : random.between(5, 120);
  return { input: random.between(60, 2_500), cacheRead, output };
}

const failure = { errorCode: 'overloaded', errorMessage: 'The upstream is overloaded.', httpStatus: 529 } as const;

type Known = Pick<AttemptRecord, 'organizationId' | 'projectId' | 'callId' | 'operation' | 'streaming'> & {
  readonly requestedModel: string;
  readonly gatewayKeyId: string;
  readonly memberId?: string;
  readonly route?: string;
};

type Facts = {
  readonly known: Known;
  readonly model: DemoModel;
  readonly status: AttemptStatus;
  /** Of a routed call. */
  readonly place?: { readonly attemptNo: number; readonly purpose: AttemptPurpose };
};

function attemptOf(random: Random, startedAtMs: number, { known, model, status, place }: Facts): AttemptRecord {
  const { attemptNo, purpose } = place ?? { attemptNo: 1, purpose: 'first' };
  const { provider, model: name, providerKeyId, isSimulated } = model;
  const usage = usageOf(random, status);
  const price = priceAt({ provider, model: name, atMs: startedAtMs });
  const cost = costOf({ usage, price, simulated: isSimulated, partial: status !== 'succeeded' });
  const durationMs = random.between(250, 900) + (usage.output ?? 0) * random.between(2, 9);
  return {
    kind: 'attempt',
    ...known,
    ...{ attemptNo, startedAtMs, purpose, provider, model: name, status, durationMs, usage },
    ...(providerKeyId === undefined ? {} : { providerKeyId }),
    cost: toRecord(cost),
    upstreamModel: name,
    ...(known.streaming && status !== 'failed' ? { firstTokenMs: random.between(120, 900) } : {}),
    ...(status === 'failed' ? failure : { httpStatus: 200 }),
    ...(status === 'succeeded' ? { finishReason: 'stop' as const } : {}),
  };
}

function callOf(attempts: readonly AttemptRecord[], known: Known, startedAtMs: number): CallRecord {
  const last = attempts.findLast(({ status }) => status === 'succeeded') ?? attempts.at(-1);
  if (last === undefined) {
    const refused = { status: 'refused', attempts: 0, durationMs: 1, httpStatus: 403, errorCode: 'model_not_allowed' };
    return { kind: 'call', ...known, startedAtMs, ...refused, status: 'refused' };
  }
  const { provider, model, status, firstTokenMs } = last;
  const durationMs = 2 + Math.max(...attempts.map((attempt) => attempt.startedAtMs - startedAtMs + attempt.durationMs));
  return {
    kind: 'call',
    ...known,
    ...{ startedAtMs, status, attempts: attempts.length, durationMs, provider, model },
    ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
    ...(status === 'failed' ? { httpStatus: 502, errorCode: 'upstream_failed' } : { httpStatus: 200 }),
  };
}

/** A call of a route: decided as a gateway decides, and tried as its plan says. */
function routedRecords(traffic: DemoTraffic, route: DemoRoute, known: Known): LedgerRecord[] {
  const { random, models } = traffic;
  const startedAtMs = Number.parseInt(known.callId.replace('-', '').slice(0, 12), 16);
  const providerKeyIds = new Map(
    models.flatMap(({ provider, providerKeyId }) => (providerKeyId === undefined ? [] : [[provider, providerKeyId]])),
  );
  const facts = {
    ...{ operation: known.operation, streaming: known.streaming, inputTokens: random.between(60, 2_500) },
    needs: [],
  };
  const plan = demoDecision({ route, providerKeyIds, facts, nowMs: startedAtMs, random });
  const status = statusOf(random);
  const { tries, turns } = runOf(plan, status === 'refused' ? 'succeeded' : status, random);
  const attempts = tries.map(({ candidate, afterMs, purpose, status }: DemoTry, nth) => {
    const place = { attemptNo: nth + 1, purpose };
    const model = { ...candidate, weight: 1 };
    return attemptOf(random, startedAtMs + afterMs, { known, model, status, place });
  });
  const decision = { ...plan.explanation, ...(turns.length === 0 ? {} : { turns }) };
  return [...attempts, { ...callOf(attempts, known, startedAtMs), decision }];
}

/** One Call and its Attempts, as a gateway would have spooled them. */
function recordsOfCall(traffic: DemoTraffic): LedgerRecord[] {
  const { organizationId, keys, random } = traffic;
  const startedAtMs = momentOf(traffic);
  const model = modelOf(traffic);
  const key = random.pick(keys);
  const [own, ...more] = (traffic.routes ?? []).filter(({ projectId }) => projectId === key.projectId);
  const route = own === undefined || random.between(0, 1) === 0 ? undefined : random.pick([own, ...more]);
  const known: Known = {
    organizationId,
    projectId: key.projectId,
    callId: uuidv7(startedAtMs),
    operation: 'chat',
    streaming: random.between(0, 1) === 1,
    requestedModel: route?.name ?? `${model.provider}/${model.model}`,
    gatewayKeyId: key.id,
    ...(key.memberId === undefined ? {} : { memberId: key.memberId }),
    ...(route === undefined ? {} : { route: route.name }),
  };
  if (route !== undefined) return routedRecords(traffic, route, known);
  const status = statusOf(random);
  if (status === 'refused') return [callOf([], known, startedAtMs)];
  const attempt = attemptOf(random, startedAtMs, { known, model, status });
  return [attempt, callOf([attempt], known, startedAtMs)];
}

/** Days of made-up calls over several models and keys, some of them failed, cut, refused or of unknown cost. */
export function demoTraffic(traffic: DemoTraffic): LedgerRecord[] {
  return Array.from({ length: traffic.calls }, () => recordsOfCall(traffic)).flat();
}

/** The span that a demo shows: the last 30 days. */
export function demoSpan(nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  return { fromMs: nowMs - 30 * dayMs, toMs: nowMs };
}
