import { insertCall } from '@weir/db/sql/sample-rows';
import type { RoutePlan } from '@weir/routing/route-plan';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createPrice } from '../prices/create.ts';
import { createProject } from '../projects/create.ts';
import { createProviderKey } from '../provider-keys/create.ts';
import { updateProviderKey } from '../provider-keys/update.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { createRoute } from './create.ts';
import { type Recording, recordCall } from './replay.test-support.ts';
import { replayRoute, streamReplay } from './replay.ts';
import type { ReplayEvent } from './replay-view.ts';
import { saveRouteDraft } from './save-draft.ts';
import { updateRoute } from './update.ts';
import type { RouteView } from './view.ts';

const target = (model: string) => ({ kind: 'target', provider: 'openai', model }) as const;
const planOf = (...models: string[]): RoutePlan => ({
  strategy: { kind: 'weighted', children: models.map((model) => ({ ...target(model), weight: 1 })) },
});
const only = (model: string): RoutePlan => ({ strategy: target(model) });

let services: TestServices;
let actor: Actor;
let projectId: string;
let keyId: string;
let route: RouteView;

beforeAll(async () => {
  services = await testServices();
});

beforeEach(async () => {
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
  const secret = 'sk-replay-test-0001';
  keyId = (await createProviderKey(services, actor, { provider: 'openai', name: 'k', secret, skipTrial: true })).id;
  for (const [model, input] of [
    ['dear', '10'],
    ['cheap', '1'],
  ] as const) {
    const effectiveFrom = '2020-01-01T00:00:00Z';
    await createPrice(services, actor, {
      provider: 'openai',
      model,
      effectiveFrom,
      usdPerMillion: { input, output: input },
    });
  }
  route = await createRoute(services, actor, { projectId, name: 'answers', plan: planOf('dear', 'cheap') });
});

function record(recording: Partial<Recording> & { readonly version?: number; readonly plan?: RoutePlan } = {}) {
  const { version = 1, plan = planOf('dear', 'cheap'), ...rest } = recording;
  const atMs = services.clock.nowMs - 60_000;
  const used = { input: 1_000, output: 1_000 };
  return recordCall(services, actor, {
    ...{ projectId, route: { id: route.id, name: route.name, version, plan }, atMs, used },
    ...rest,
  });
}

async function recordMany(count: number): Promise<void> {
  for (let seed = 1; seed <= count; seed += 1) await record({ seed, picoUsd: 5_000_000_000n });
}

const replay = (plan?: RoutePlan) =>
  replayRoute(services, actor, { id: route.id, ...(plan === undefined ? {} : { plan }) });

describe('a replay', () => {
  it('of the live plan makes each recorded decision again, and costs what they cost', async () => {
    await recordMany(40);
    const report = await replay();
    expect(report).toMatchObject({ found: 40, sampled: 40, replayed: 40, skipped: [], changed: [], days: 7 });
    expect(report.agreement).toMatchObject({ calls: 40, share: 1 });
    expect(report.targets.map(({ model }) => model).sort()).toEqual(['cheap', 'dear']);
    for (const { recorded, plan } of report.targets) expect(plan).toEqual(recorded);
    expect(report.cost).toMatchObject({ calls: 40, notCounted: 0, reallyUsd: '0.2' });
    expect(report.cost.difference).toEqual({ usd: '0', low: '0', high: '0' });
    expect(report.cost.planUsd).toBe(report.cost.recordedUsd);
    expect(report.refused).toEqual({ recorded: 0, plan: 0, reasons: [] });
  });

  it('of a draft says what the same tokens would have cost, to the digit', async () => {
    await recordMany(40);
    const before = await replay();
    const dear = before.targets.find(({ model }) => model === 'dear')?.recorded.calls ?? 0;
    expect(dear).toBeGreaterThan(5);
    const { cost, targets, agreement } = await replay(only('cheap'));
    expect(targets[0]).toMatchObject({ model: 'cheap', providerKeyId: keyId, plan: { calls: 40, share: 1 } });
    expect(targets[0]?.plan.low).toBeCloseTo(0.912, 3);
    expect(agreement.calls).toBe(40 - dear);
    expect(cost.planUsd).toBe('0.08');
    expect(Number(cost.recordedUsd)).toBeCloseTo(0.02 * dear + 0.002 * (40 - dear), 9);
    expect(Number(cost.difference.usd)).toBeCloseTo(-0.018 * dear, 9);
    expect(Number(cost.difference.low)).toBeLessThan(Number(cost.difference.usd));
    expect(Number(cost.difference.high)).toBeLessThan(0);
  });

  it('takes the draft where no plan is given', async () => {
    await recordMany(2);
    await saveRouteDraft(services, actor, { id: route.id, plan: only('cheap') });
    expect((await replay()).targets[0]).toMatchObject({ model: 'cheap', plan: { calls: 2 } });
  });

  it('says what would have been refused, why, and of which calls', async () => {
    const long = await record({ facts: { outputTokensMax: 10 } });
    const { refused, agreement } = await replay({ ...only('cheap'), requires: { regions: ['eu'] } });
    expect(refused).toMatchObject({
      recorded: 0,
      plan: 1,
      reasons: [{ code: 'no_target_qualifies', calls: 1, examples: [long] }],
    });
    expect(refused.reasons[0]?.reason).toContain('openai/cheap');
    expect(agreement.calls).toBe(0);
  });

  it('makes an older decision again by the plan of its version', async () => {
    await record();
    await updateRoute(services, actor, { id: route.id, plan: only('cheap') });
    await record({ version: 2, plan: only('cheap') });
    const report = await replay();
    expect(report).toMatchObject({ replayed: 2, changed: [] });
    expect(report.targets[0]).toMatchObject({ model: 'cheap', plan: { calls: 2 } });
  });

  it('tells which recorded decisions do not come out the same, since the keys have changed', async () => {
    const call = await record({ plan: only('cheap') });
    await record({ version: 9 });
    await updateProviderKey(services, actor, { id: keyId, status: 'disabled' });
    const { changed, refused } = await replay(only('cheap'));
    expect(changed).toMatchObject([
      { why: 'keys_or_prices', calls: 1, examples: [call] },
      { why: 'version_gone', calls: 1 },
    ]);
    expect(refused.reasons).toMatchObject([{ code: 'model_not_found', calls: 2 }]);
  });

  it('skips what was not decided, by another route of the name, or in no known form, and says so', async () => {
    const own = { organization_id: actor.organizationId, project_id: projectId, route: route.name };
    const atMs = services.clock.nowMs - 1_000;
    const bare = await insertCall(services.sql, atMs, own);
    await insertCall(services.sql, atMs, { ...own, decision: services.sql.json({ requestedModel: 1 }) });
    const [considered, name] = [[], route.name];
    const decision = { requestedModel: name, resolvedBy: 'route', considered };
    await insertCall(services.sql, atMs, { ...own, decision: services.sql.json(decision) });
    const other = { id: keyId, name, version: 1, plan: only('cheap') };
    await record({ route: other });
    const { skipped, replayed, found } = await replay();
    expect({ replayed, found }).toEqual({ replayed: 0, found: 4 });
    expect(skipped).toMatchObject([
      { why: 'not_decided', calls: 2 },
      { why: 'other_route', calls: 1 },
      { why: 'unreadable', calls: 1 },
    ]);
    expect(skipped[0]?.examples).toContain(bare);
  });

  it('takes all calls of the project where it is asked to, and none of another organization', async () => {
    const other = await createRoute(services, actor, { projectId, name: 'other', plan: only('dear') });
    await record({ route: { id: other.id, name: 'other', version: 1, plan: only('dear') } });
    await record();
    const stranger = { organization_id: (await newActor(services)).organizationId, project_id: projectId };
    await insertCall(services.sql, services.clock.nowMs - 1_000, { ...stranger, route: route.name });
    const all = await replayRoute(services, actor, { id: route.id, plan: only('cheap'), calls: 'project' });
    expect(all).toMatchObject({
      found: 2,
      replayed: 2,
      targets: [{ model: 'cheap', plan: { calls: 2 } }, { model: 'dear' }],
    });
    expect((await replay()).found).toBe(1);
  });

  it('compares expected first tokens, with intervals where calls are enough', async () => {
    const latency = (ms: number) => ({ small: { samples: 50, firstTokenP50Ms: ms, firstTokenP95Ms: ms * 2 } });
    const live = {
      [`openai/dear@${keyId}`]: { breaker: 'closed', inFlight: 0, latency: latency(900) },
      [`openai/cheap@${keyId}`]: { breaker: 'closed', inFlight: 0, latency: latency(300) },
    } as const;
    for (let seed = 1; seed <= 30; seed += 1)
      await record({ seed, live, facts: { streaming: true }, firstTokenMs: 500 + seed });
    const { firstToken } = await replay(only('cheap'));
    expect(firstToken).toMatchObject({
      calls: 30,
      plan: { median: { ms: 300, low: 300, high: 300 }, p95: { ms: 300, high: null } },
    });
    expect(firstToken?.really).toMatchObject({ median: { ms: 515 } });
    expect((await replay(only('unheard-of'))).firstToken).toBeNull();
    expect(await replay(only('unheard-of'))).toMatchObject({ notKnown: 30, knownNow: 0 });
  });

  it('tells how far it is, and stops when nobody waits', async () => {
    await recordMany(3);
    const events: ReplayEvent[] = [];
    for await (const event of streamReplay(services, actor, { id: route.id })) events.push(event);
    expect(events.map(({ kind }) => kind)).toEqual(['progress', 'progress', 'report']);
    expect(events[1]).toEqual({ kind: 'progress', done: 3, of: 3 });
    const leaving = new AbortController();
    const seen: string[] = [];
    for await (const event of streamReplay(services, actor, { id: route.id, signal: leaving.signal })) {
      seen.push(event.kind);
      leaving.abort();
    }
    expect(seen).toEqual(['progress']);
  });

  it('runs twice at once for an organization, and no more', async () => {
    const begun = [1, 2].map(() => streamReplay(services, actor, { id: route.id }));
    for (const each of begun) await each.next();
    await expect(replay()).rejects.toMatchObject({ code: 'throttled' });
    for (const each of begun) await each.return(undefined);
    await expect(replay()).resolves.toMatchObject({ found: 0, replayed: 0, firstToken: null });
  });

  it('refuses a plan that is not sound, and a route without one', async () => {
    await expect(replay(only(''))).rejects.toMatchObject({ code: 'invalid', field: 'plan.strategy.model' });
    await expect(streamReplay(services, actor, { id: 'x' }).next()).rejects.toMatchObject({
      code: 'invalid',
      field: 'id',
    });
    const stranger = await newActor(services);
    await expect(streamReplay(services, stranger, { id: route.id }).next()).rejects.toMatchObject({
      code: 'not_found',
    });
    const viewer = { ...actor, role: 'viewer' } as const;
    await expect(streamReplay(services, viewer, { id: route.id }).next()).rejects.toMatchObject({ code: 'forbidden' });
  });
});
