import type { AttemptRecord, CallRecord } from '@weir/protocol/ledger';
import { uuidv7 } from '@weir/runtime/uuid';
import { recordUsage } from '@weir/testing/record-usage';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { findCallReceipt } from '../calls/find-receipt.ts';
import { readCallReceipt } from '../calls/read-receipt.ts';
import { createGatewayKey } from '../gateway-keys/create.ts';
import { createProject } from '../projects/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { usageCsv } from '../usage/csv.ts';
import { readLatency } from '../usage/latency.ts';
import { readUsageNames } from '../usage/names.ts';
import { readOverview } from './read.ts';

const dayMs = 86_400_000;
const atMs = Date.parse('2026-11-20T10:00:00Z');

let services: TestServices;
let actor: Actor;
let project: { id: string; slug: string };
let keyId: string;

type Shape = Partial<Pick<AttemptRecord, 'status' | 'model' | 'usage' | 'cost' | 'route'>> & {
  readonly startedAtMs?: number;
  readonly callStatus?: CallRecord['status'];
  readonly durationMs?: number;
};

function recordsOf(shape: Shape = {}): [AttemptRecord, CallRecord] {
  const { startedAtMs = atMs, status = 'succeeded', callStatus = status, durationMs = 100, model = 'llama' } = shape;
  const named = shape.route === undefined ? {} : { route: shape.route };
  const identity = {
    ...{ organizationId: actor.organizationId, projectId: project.id, gatewayKeyId: keyId, startedAtMs },
    ...{ callId: uuidv7(startedAtMs), streaming: true, requestedModel: model, provider: 'groq', model, durationMs },
    operation: 'chat' as const,
    ...named,
  };
  const { usage = { input: 60, cacheRead: 20, output: 20 }, cost } = shape;
  const priced = { source: 'computed' as const, totalPicoUsd: '1000000000000', lines: [] };
  const attempt = { attemptNo: 1, purpose: 'first' as const, status, usage, cost: cost ?? priced };
  return [
    { kind: 'attempt', ...identity, ...attempt },
    { kind: 'call', ...identity, status: callStatus, attempts: 1, firstTokenMs: durationMs / 10 },
  ];
}

beforeAll(async () => {
  services = await testServices();
  actor = await newActor(services);
  project = await createProject(services, actor, { name: 'Main' });
  keyId = (await createGatewayKey(services, actor, { projectId: project.id, name: 'ci' })).id;
});

const day = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', interval: 'hour', tz: 'UTC' } as const;

describe('the overview', () => {
  it('says what a span came to beside the one before, over time, and who and what cost most', async () => {
    const unknown = { source: 'unknown' as const, lines: [], reason: 'no price' };
    await recordUsage(services, [
      ...[1, 2, 3].flatMap(() => recordsOf()),
      ...recordsOf({ status: 'failed', usage: {}, cost: { source: 'estimated', totalPicoUsd: '0', lines: [] } }),
      ...recordsOf({ status: 'failed', callStatus: 'succeeded', model: 'qwen', cost: unknown, usage: {} }),
      ...recordsOf({ status: 'canceled' }),
      ...recordsOf({
        startedAtMs: atMs + 7_200_000,
        cost: { source: 'simulated', totalPicoUsd: '5000000000000', lines: [] },
      }),
      ...recordsOf({ startedAtMs: atMs - dayMs }),
    ]);
    const shown = await readOverview(services, actor, day);
    expect(shown.totals).toMatchObject({
      ...{ calls: 7, attempts: 7, usd: '4', simulatedUsd: '5', unknownCost: 1, tokens: 500, cacheReadShare: 0.25 },
      success: { calls: 5 / 6, attempts: 4 / 6 },
      duration: { count: 5 },
    });
    expect(shown.totals.duration.p50).toBeGreaterThan(90);
    expect(shown.totals.duration.p50).toBeLessThan(110);
    expect(shown.totals.sources).toEqual([
      { source: 'computed', attempts: 4, usd: '4' },
      { source: 'estimated', attempts: 1, usd: '0' },
      { source: 'unknown', attempts: 1, usd: null },
      { source: 'simulated', attempts: 1, usd: '0' },
    ]);
    expect(shown.previous).toMatchObject({ calls: 1, usd: '1', success: { calls: 1, attempts: 1 } });
    expect(shown.intervals).toHaveLength(24);
    expect(shown.series.map(({ at, figures }) => [at, figures.calls])).toEqual([
      ['2026-11-20T10:00:00.000Z', 6],
      ['2026-11-20T12:00:00.000Z', 1],
    ]);
    expect(shown.stacked.map(({ value, figures }) => [value, figures.usd])).toEqual(
      expect.arrayContaining([
        ['llama', '4'],
        ['qwen', null],
        ['llama', '0'],
      ]),
    );
    expect(shown.tops.models.map(({ value, figures, previous }) => [value, figures.usd, previous?.usd])).toEqual([
      ['llama', '4', '1'],
      ['qwen', null, undefined],
    ]);
    expect(shown.tops.keys).toMatchObject([{ value: keyId, figures: { calls: 7, usd: '4' } }]);
    expect(shown.tops.members).toEqual([]);
    expect(shown.trust).toMatchObject({ recorded: 8, served: null, pending: null, deadLetters: 0 });
    expect(shown.trust.reason).toContain('gateway');
  });

  it('is narrowed by the filters, in every part', async () => {
    const shown = await readOverview(services, actor, { ...day, model: ['qwen'] });
    expect(shown.totals).toMatchObject({ calls: 1, attempts: 1, usd: null, unknownCost: 1 });
    expect(shown.tops.models.map(({ value }) => value)).toEqual(['qwen']);
    expect(shown.tops.keys).toMatchObject([{ figures: { calls: 1, attempts: 1 } }]);
    expect(await readOverview(services, actor, { ...day, notModel: ['qwen', 'llama'] })).toMatchObject({ series: [] });
  });

  it('is cut by route: what no route chose stands for itself, and the parts are the whole', async () => {
    const own = { from: '2026-11-10T00:00:00Z', to: '2026-11-11T00:00:00Z', interval: 'day', tz: 'UTC' } as const;
    const startedAtMs = Date.parse('2026-11-10T09:00:00Z');
    await recordUsage(services, [
      ...recordsOf({ startedAtMs, route: 'chat' }),
      ...recordsOf({ startedAtMs, route: 'chat', model: 'qwen' }),
      ...recordsOf({ startedAtMs }),
    ]);
    const shown = await readOverview(services, actor, { ...own, groupBy: 'route' });
    const parts = new Map(shown.stacked.map(({ value, figures }) => [value, [figures.calls, figures.usd]]));
    expect(parts).toEqual(
      new Map<string | null, unknown>([
        ['chat', [2, '2']],
        [null, [1, '1']],
      ]),
    );
    expect(shown.totals).toMatchObject({ calls: 3, usd: '3' });
    const narrowed = await readOverview(services, actor, { ...own, notRoute: ['chat'] });
    expect(narrowed.totals).toMatchObject({ calls: 1, attempts: 1, usd: '1' });
    const lines: string[] = [];
    for await (const line of usageCsv(services, actor, { ...own, groupBy: ['route'] })) lines.push(line);
    expect(lines.map((line) => line.split(',').slice(0, 3).join(' ').trim())).toEqual([
      'at route calls',
      '2026-11-10T00:00:00.000Z chat 2',
      '2026-11-10T00:00:00.000Z (none) 1',
    ]);
  });

  it('holds nothing of another organization', async () => {
    const shown = await readOverview(services, await newActor(services), day);
    expect(shown.totals).toMatchObject({ calls: 0, attempts: 0, usd: '0', cacheReadShare: null });
    expect(shown.trust.recorded).toBe(0);
  });
});

describe('latencies', () => {
  it('are percentiles by model over time, with their histogram', async () => {
    await recordUsage(
      services,
      [10, 20, 40, 80, 1600].flatMap((durationMs) =>
        recordsOf({ model: 'timed', durationMs, startedAtMs: atMs + 3_600_000 }),
      ),
    );
    const { data } = await readLatency(services, actor, { ...day, groupBy: ['model'], model: ['timed'] });
    expect(data).toHaveLength(1);
    const [line] = data;
    expect(line).toMatchObject({ at: '2026-11-20T11:00:00.000Z', group: { model: 'timed' } });
    expect(line?.duration.p50).toBeCloseTo(42, -1);
    expect(line?.duration.p99).toBeGreaterThan(1500);
    expect(line?.firstToken).toMatchObject({ count: 5 });
    expect(line?.histogram.reduce((sum, { calls }) => sum + calls, 0)).toBe(5);
  });
});

describe('names', () => {
  it('say what ids stand for, and a receipt says whose it is', async () => {
    const { data } = await readUsageNames(services, actor, {});
    expect(data).toContainEqual(expect.objectContaining({ id: keyId, kind: 'key', name: 'ci', isActive: true }));
    expect(data).toContainEqual(expect.objectContaining({ id: project.id, kind: 'project', slug: project.slug }));
    const [attempt, call] = recordsOf();
    await recordUsage(services, [attempt, call]);
    expect(await readCallReceipt(services, actor, { callId: call.callId })).toMatchObject({
      ...{ projectName: 'Main', projectSlug: project.slug, gatewayKeyName: 'ci', memberName: null },
      attempts: [{ providerKeyName: null }],
    });
    const found = await findCallReceipt(services, actor, { callId: call.callId });
    expect(found.receipt).toMatchObject({ callId: call.callId, gatewayKeyName: 'ci' });
    const stranger = await newActor(services);
    expect(await findCallReceipt(services, stranger, { callId: call.callId })).toEqual({ receipt: null });
  });
});
