import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HealthSnapshot, Observation } from '../live.ts';
import { HealthBoard } from './health-board.ts';
import { randomFrom } from './random.test-support.ts';

const keyId = '01900000-0000-7000-8000-000000000001';
const otherKeyId = '01900000-0000-7000-8000-000000000002';
const id = `openai/gpt@${keyId}`;

type Change = Partial<Observation>;

function seen(atMs: number, change: Change = {}): Observation {
  return {
    organizationId: 'o',
    candidateId: id,
    providerKeyId: keyId,
    secretTag: 'tag-of-one',
    atMs,
    outcome: { kind: 'succeeded' },
    inputTokens: 500,
    firstTokenMs: 300,
    durationMs: 1_300,
    outputTokens: 101,
    ...change,
  };
}

function failed(atMs: number, code: string, change: Change & { status?: number; retryAfterMs?: number } = {}) {
  const { status, retryAfterMs, ...rest } = change;
  const outcome = {
    kind: 'failed' as const,
    code,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
  const { firstTokenMs: _, outputTokens: __, ...base } = seen(atMs, { durationMs: 20, waitedMs: 20 });
  return { ...base, outcome, ...rest };
}

function target(board: HealthBoard, nowMs: number, candidateId = id) {
  return board.snapshot(nowMs).targets.get(candidateId);
}

describe('HealthBoard', () => {
  it('tells what it has met', () => {
    const board = new HealthBoard('a');
    for (let at = 0; at < 50; at++) {
      board.observe(seen(at * 100, { cacheReadTokens: 100, inputTokensRead: 500, headroom: { requests: 0.5 } }));
    }
    const live = target(board, 5_000);
    expect(live).toMatchObject({ breaker: 'closed', errorShare: 0, headroom: { requests: 0.5 } });
    expect(live?.cacheHitShare).toBeCloseTo(0.2, 6);
    expect(live?.outputTokens).toBeCloseTo(101, 6);
    expect(live?.inputTokens).toBeCloseTo(500, 6);
    expect(live?.latency.small?.tokensPerSecond).toBeCloseTo(100, 6);
    expect(live?.latency.small?.firstTokenP50Ms).toBeGreaterThan(280);
    expect(live?.latency.small?.firstTokenP50Ms).toBeLessThan(320);
    expect(live?.latency.large).toBeUndefined();
    expect(board.report(5_000).targets).toMatchObject([
      { candidateId: id, provider: 'openai', model: 'gpt', providerKeyId: keyId, attemptsPerMinute: 50 },
    ]);
    expect(board.report(120_000).targets).toMatchObject([{ attemptsPerMinute: 0 }]);
  });

  it('keeps the times of streams and of whole answers apart', () => {
    const board = new HealthBoard('a');
    const { firstTokenMs: _, ...whole } = seen(0);
    board.observe({ ...whole, durationMs: 4_000 });
    expect(target(board, 0)?.latency.small?.firstTokenP50Ms).toBeGreaterThan(3_500);
    for (let at = 0; at < 9; at++) board.observe(seen(at));
    const latency = target(board, 2_000)?.latency.small;
    expect(latency?.firstTokenP95Ms).toBeLessThan(400);
    expect(latency?.wholeP50Ms).toBeGreaterThan(3_500);
  });

  it('makes one snapshot a second, but a new one at once where a circuit opens', () => {
    const board = new HealthBoard('a');
    board.observe(seen(0));
    const first = board.snapshot(0);
    board.observe(seen(10));
    expect(board.snapshot(999)).toBe(first);
    const second = board.snapshot(1_000);
    expect(second.id).not.toBe(first.id);
    for (let at = 0; at < 5; at++) board.observe(failed(1_001, 'server_error', { status: 500 }));
    const third = board.snapshot(1_002);
    expect(third.targets.get(id)).toMatchObject({ breaker: 'open', openUntilMs: 6_001 });
    expect(second.targets.get(id)?.breaker).toBe('closed');
  });

  it.each(['bad_request', 'context_length', 'content_policy', 'not_found', 'rate_limited'])(
    'never opens a circuit for %s',
    (code) => {
      const board = new HealthBoard('a');
      for (let at = 0; at < 50; at++) board.observe(failed(at, code));
      expect(target(board, 50)).toMatchObject({ breaker: 'closed' });
      expect(target(board, 50)).not.toHaveProperty('errorShare');
    },
  );

  it('lets one call, then more find out whether a target has recovered', () => {
    const board = new HealthBoard('a');
    for (let at = 0; at < 5; at++) board.observe(failed(0, 'overloaded'));
    expect(board.claimProbe(id, 4_999)).toBe(false);
    expect(target(board, 5_000)?.breaker).toBe('probe');
    expect(board.claimProbe(id, 5_000)).toBe(true);
    expect(board.claimProbe(id, 5_001)).toBe(false);
    // One that left before the probe ends meanwhile.
    board.observe(failed(5_010, 'overloaded', { durationMs: 5_000 }));
    expect(board.claimProbe(id, 5_020)).toBe(false);
    board.observe(failed(5_100, 'overloaded'));
    expect(board.claimProbe(id, 5_200)).toBe(false);
    expect(board.claimProbe(id, 15_100)).toBe(true);
    board.observe(seen(17_000));
    // Two at once then.
    expect(target(board, 17_000)?.breaker).toBe('probe');
    expect([1, 2, 3].map((at) => board.claimProbe(id, 17_000 + at))).toEqual([true, true, false]);
    for (let at = 0; at < 7; at++) board.observe(seen(19_000));
    expect(target(board, 19_000)?.breaker).toBe('closed');
    expect([1, 2, 3].map((at) => board.claimProbe(id, 19_000 + at))).toEqual([true, true, true]);
  });

  it('gives a probe that never told to another call', () => {
    const board = new HealthBoard('a');
    for (let at = 0; at < 5; at++) board.observe(failed(0, 'network'));
    expect(board.claimProbe(id, 5_000)).toBe(true);
    expect(board.claimProbe(id, 9_999)).toBe(false);
    expect(board.claimProbe(id, 10_000)).toBe(true);
  });

  it('benches a refused key under all its models for five minutes, then lets one call try', () => {
    const board = new HealthBoard('a');
    const sibling = `openai/mini@${keyId}`;
    board.observe(seen(0, { candidateId: sibling }));
    board.observe(seen(0, { candidateId: `openai/gpt@${otherKeyId}`, providerKeyId: otherKeyId }));
    board.observe(failed(1_000, 'auth', { status: 401 }));
    expect(target(board, 1_001, sibling)?.keyRefusedUntilMs).toBe(301_000);
    expect(target(board, 1_001, `openai/gpt@${otherKeyId}`)).not.toHaveProperty('keyRefusedUntilMs');
    expect(board.report(1_001).refusedKeys).toEqual([
      { providerKeyId: keyId, atMs: 1_000, untilMs: 301_000, code: 'auth', status: 401 },
    ]);
    expect(target(board, 301_000)).toMatchObject({ breaker: 'probe' });
    expect(board.claimProbe(id, 301_000)).toBe(true);
    expect(board.claimProbe(id, 301_001)).toBe(false);
    board.observe(failed(301_500, 'auth', { status: 401 }));
    expect(target(board, 301_501)?.keyRefusedUntilMs).toBe(601_500);
    board.observe(seen(700_000));
    expect(target(board, 700_001)).toMatchObject({ breaker: 'closed' });
    expect(board.report(700_001).refusedKeys).toEqual([]);
  });

  it('takes a refusal back when the key has another secret', () => {
    const board = new HealthBoard('a');
    board.observe(failed(0, 'quota', { status: 402 }));
    expect(board.keepSecrets(new Map([[keyId, 'tag-of-one']]), 1)).toBe(false);
    expect(target(board, 1)?.keyRefusedUntilMs).toBe(300_000);
    expect(board.keepSecrets(new Map([[keyId, 'tag-of-two']]), 2)).toBe(true);
    expect(target(board, 2)).not.toHaveProperty('keyRefusedUntilMs');
  });

  it('benches one model, not its key, where the key serves others', () => {
    const board = new HealthBoard('a');
    const sibling = `openai/mini@${keyId}`;
    board.observe(seen(0, { candidateId: sibling }));
    board.observe(failed(1, 'auth', { status: 403 }));
    expect(target(board, 2)?.keyRefusedUntilMs).toBe(300_001);
    expect(target(board, 2, sibling)).not.toHaveProperty('keyRefusedUntilMs');
    expect(board.report(2).refusedKeys).toEqual([]);
  });

  it('knows until when a rate is spent', () => {
    const board = new HealthBoard('a');
    board.observe(failed(0, 'rate_limited', { retryAfterMs: 7_000 }));
    expect(target(board, 1)?.headroom).toEqual({ spentUntilMs: 7_000 });
    board.observe(seen(100, { headroom: { tokens: 0.3 } }));
    expect(target(board, 1_100)?.headroom).toEqual({ tokens: 0.3, spentUntilMs: 7_000 });
    expect(target(board, 8_000)?.headroom).toEqual({ tokens: 0.3 });
    expect(target(board, 70_000)).not.toHaveProperty('headroom');
  });

  it('makes a new snapshot at once where a rate is spent', () => {
    const board = new HealthBoard('a');
    board.observe(seen(0));
    const before = board.snapshot(1);
    expect(board.observe(failed(10, 'rate_limited', { retryAfterMs: 7_000 }))).toBe(true);
    expect(board.snapshot(11)).not.toBe(before);
    expect(target(board, 11)?.headroom?.spentUntilMs).toBe(7_010);
  });

  it('pauses from the second refusal in a row of a provider that does not say for how long', () => {
    const board = new HealthBoard('a');
    board.observe(failed(0, 'rate_limited'));
    expect(target(board, 1)).not.toHaveProperty('headroom');
    board.observe(failed(1_000, 'rate_limited'));
    expect(target(board, 1_001)?.headroom).toEqual({ spentUntilMs: 1_500 });
  });

  it('counts what is open', () => {
    const board = new HealthBoard('a');
    board.begin(id, 0);
    board.begin(id, 0);
    board.end(seen(0));
    expect(board.inFlight(id)).toBe(1);
    expect(target(board, 0)?.inFlight).toBe(1);
  });

  it('forgets the targets that were used longest ago', () => {
    const board = new HealthBoard('a');
    for (let at = 0; at < 600; at++) board.observe(seen(at, { candidateId: `openai/m${at}` }));
    expect(board.snapshot(600).targets.size).toBe(512);
    expect(target(board, 600, 'openai/m0')).toBeUndefined();
    expect(target(board, 600, 'openai/m599')).toBeDefined();
  });
});

/** Without what names the process and its snapshots. */
function stateIn({ targets }: HealthSnapshot) {
  return [...targets].sort(([one], [other]) => (one < other ? -1 : 1));
}

const observations = fc.array(
  fc
    .record({
      candidateId: fc.constantFrom(id, `openai/mini@${keyId}`, `groq/llama@${otherKeyId}`),
      atMs: fc.integer({ min: 0, max: 60_000 }),
      kind: fc.constantFrom('succeeded', 'canceled', 'server_error', 'rate_limited', 'auth', 'quota'),
      firstTokenMs: fc.integer({ min: 0, max: 20_000 }),
      tokens: fc.integer({ min: 0, max: 90_000 }),
    })
    .map(({ candidateId, atMs, kind, firstTokenMs, tokens }): Observation => {
      const providerKeyId = candidateId.slice(candidateId.indexOf('@') + 1);
      const who = { candidateId, providerKeyId, inputTokens: tokens };
      if (kind === 'succeeded') return seen(atMs, { ...who, firstTokenMs, durationMs: firstTokenMs + 500 });
      if (kind !== 'canceled') return failed(atMs, kind, { ...who, waitedMs: firstTokenMs, durationMs: firstTokenMs });
      const { firstTokenMs: _, ...rest } = seen(atMs, {
        ...who,
        outcome: { kind: 'canceled' },
        waitedMs: firstTokenMs,
      });
      return rest;
    }),
  { minLength: 1, maxLength: 60 },
);

function boardOf(instance: string, all: readonly Observation[]): HealthBoard {
  const board = new HealthBoard(instance);
  for (const observation of [...all].sort((one, other) => one.atMs - other.atMs)) board.observe(observation);
  return board;
}

describe('documents of boards', () => {
  it('merge in any order, any number of times, to the same state', () => {
    fc.assert(
      fc.property(fc.array(observations, { minLength: 3, maxLength: 3 }), fc.array(fc.nat(2)), (worlds, order) => {
        const documents = worlds.map((all, at) => boardOf(`p${at}`, all).document(60_000));
        const [straight, mixed] = [new HealthBoard('reader'), new HealthBoard('reader')];
        straight.merge(documents, 60_000);
        for (const at of order) mixed.merge([documents[at] ?? ''], 60_000);
        for (const document of [...documents].reverse()) mixed.merge([document], 60_000);
        expect(stateIn(mixed.snapshot(60_000))).toEqual(stateIn(straight.snapshot(60_000)));
        expect(straight.snapshot(60_000).targets.size).toBeGreaterThan(0);
      }),
      { seed: 20261128, numRuns: 200 },
    );
  });

  it('change nothing where they come back to the process that wrote them', () => {
    fc.assert(
      fc.property(observations, (all) => {
        const board = boardOf('p', all);
        const before = board.snapshot(60_000);
        board.merge([board.document(60_000)], 60_000);
        expect(board.snapshot(60_000)).toBe(before);
        expect(stateIn(board.snapshot(61_000))).toEqual(stateIn(boardOf('p', all).snapshot(61_000)));
      }),
      { seed: 20261128, numRuns: 100 },
    );
  });

  it('give one state to all who read one another', () => {
    fc.assert(
      fc.property(observations, observations, (one, other) => {
        const [first, second] = [boardOf('a', one), boardOf('b', other)];
        // Twice: what one has taken over from the other is in its document then.
        for (let round = 0; round < 2; round++) {
          const documents = [first.document(60_000), second.document(60_000)];
          first.merge(documents, 60_000);
          second.merge(documents, 60_000);
        }
        const [mine, theirs] = [stateIn(first.snapshot(60_000)), stateIn(second.snapshot(60_000))];
        const circuits = (state: typeof mine) =>
          state.map(([name, { breaker, keyRefusedUntilMs, headroom }]) => ({
            name,
            breaker,
            keyRefusedUntilMs,
            headroom,
          }));
        expect(circuits(mine)).toEqual(circuits(theirs));
        for (const [at, [, { latency }]] of mine.entries()) {
          const small = theirs[at]?.[1].latency.small;
          if (latency.small === undefined) expect(small).toBeUndefined();
          else expect(small?.firstTokenP50Ms).toBeCloseTo(latency.small.firstTokenP50Ms, 0);
        }
      }),
      { seed: 20261128, numRuns: 200 },
    );
  });

  it('bring a circuit, a refused key and times to a board that has seen nothing', () => {
    const [board, cold] = [new HealthBoard('a'), new HealthBoard('cold')];
    for (let at = 0; at < 40; at++) board.observe(seen(at));
    for (let at = 0; at < 5; at++) board.observe(failed(50, 'timeout', { waitedMs: 30_000, durationMs: 10 }));
    board.observe(failed(60, 'auth', { status: 401, candidateId: `groq/x@${otherKeyId}`, providerKeyId: otherKeyId }));
    cold.merge([board.document(100)], 100);
    expect(target(cold, 100)).toMatchObject({ breaker: 'open', openUntilMs: 5_050 });
    expect(target(cold, 100)?.latency.small?.samples).toBeGreaterThan(30);
    expect(cold.report(100).refusedKeys).toMatchObject([{ providerKeyId: otherKeyId, untilMs: 300_060 }]);
    // It goes on from there: the probes that succeed here close it for both.
    expect(cold.claimProbe(id, 5_050)).toBe(true);
    for (let at = 0; at < 8; at++) cold.observe(seen(7_000));
    board.merge([cold.document(7_001)], 7_001);
    expect(target(board, 7_001)?.breaker).toBe('closed');
  });

  it('hold no secret, and one that cannot be read is as good as none', () => {
    const board = new HealthBoard('a');
    board.observe(failed(0, 'auth', { status: 401, secretTag: 'Zm9vYmFy' }));
    expect(board.document(0)).not.toContain('Zm9vYmFy');
    const reader = new HealthBoard('b');
    reader.merge(['', '{', '[]', '{"format":2}', board.document(0).replace('"format":2', '"format":1')], 0);
    expect(reader.snapshot(0).targets.size).toBe(0);
  });

  it('of a silent process fade, and are forgotten after an hour', () => {
    const [board, reader] = [new HealthBoard('a'), new HealthBoard('b')];
    for (let at = 0; at < 100; at++) board.observe(seen(0));
    reader.merge([board.document(0)], 0);
    const samples = (nowMs: number) => target(reader, nowMs)?.latency.small?.samples ?? 0;
    const fresh = samples(0);
    expect(samples(600_000) / fresh).toBeCloseTo(0.5, 2);
    reader.merge([], 3_600_001);
    expect(reader.snapshot(3_600_001).targets.size).toBe(0);
  });
});

describe('choosing by live times', () => {
  it('follows a swap of two targets within 200 calls, at one call a second and at a hundred', () => {
    for (const gapMs of [10, 1_000]) {
      const counts = Array.from({ length: 60 }, (_, seed) => callsToFollow(seed + 1, gapMs)).sort((a, b) => a - b);
      const late = counts.filter((count) => count > 200).length;
      process.stdout.write(`calls to follow a swap, ${gapMs} ms apart: median ${counts[30]}, most ${counts.at(-1)}\n`);
      // Exploring is drawn: a run may be unlucky.
      expect(late).toBeLessThanOrEqual(1);
    }
  });
});

/** As routing chooses: the fastest by its median; one in twenty calls goes to a target that is cold or rarely measured. */
function chosen(board: HealthBoard, nowMs: number, random: () => number): { id: string; explored: boolean } {
  const all = ['p/one', 'p/two'].map((name) => ({ name, times: target(board, nowMs, name)?.latency.small }));
  const total = all.reduce((sum, { times }) => sum + (times?.samples ?? 0), 0);
  const warm = (samples: number | undefined) => (samples ?? 0) >= 5;
  const ranked = all
    .map(({ name, times }) => ({ name, times, ms: warm(times?.samples) ? (times?.firstTokenP50Ms ?? 0) : 1e9 }))
    .sort((one, other) => one.ms - other.ms);
  const rare = ranked.slice(1).find(({ times }) => !warm(times?.samples) || (times?.samples ?? 0) < total * 0.05);
  if (rare !== undefined && random() < 0.05) return { id: rare.name, explored: true };
  const drawn = ranked[0]?.ms === 1e9 && random() < 0.5 ? ranked[1] : ranked[0];
  return { id: drawn?.name ?? '', explored: false };
}

/** Calls after the swap until the target that is fast now gets nine of ten that are not explored. */
function callsToFollow(seed: number, gapMs: number): number {
  const { random, normal } = randomFrom(seed);
  const board = new HealthBoard('a');
  const medians = new Map([
    ['p/one', 300],
    ['p/two', 600],
  ]);
  let atMs = 0;
  let recent: boolean[] = [];
  const call = () => {
    atMs += gapMs;
    const choice = chosen(board, atMs, random);
    const median = medians.get(choice.id) ?? 0;
    const firstTokenMs = median * Math.exp(0.3 * normal());
    const { providerKeyId: _, ...rest } = seen(atMs, { candidateId: choice.id, firstTokenMs });
    board.observe(rest);
    if (!choice.explored) recent = [...recent.slice(-9), median === 300];
  };
  for (let count = 0; count < 500; count++) call();
  medians.set('p/one', 600).set('p/two', 300);
  recent = [];
  for (let count = 1; count <= 600; count++) {
    call();
    if (recent.filter(Boolean).length >= 9) return count;
  }
  return Number.POSITIVE_INFINITY;
}
