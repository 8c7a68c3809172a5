import { recordProof } from '@weir/testing/proofs';
import { describe, expect, it } from 'vitest';
import { HealthBoard } from './health-board.ts';
import { randomFrom } from './random.test-support.ts';

const id = 'p/m';
const gapMs = 20;
const fromMs = 20_000;
const untilMs = 80_000;

type Kind = 'refuses' | 'is silent' | 'fails every other time';

/**
 * 50 calls a second at a target that is out of order for a minute; the calls that may not try it go elsewhere. A call that
 * fails tries once more, as calls do.
 */
function outage(kind: Kind, seed: number) {
  const { random } = randomFrom(seed);
  const board = new HealthBoard('a');
  const ends: { atMs: number; run: () => void }[] = [];
  const tried = { during: 0, calls: 0 };
  let backAtMs: number | undefined;
  let nowMs = 0;
  const attempt = (again: boolean) => {
    const startedAtMs = nowMs;
    const isOut =
      startedAtMs >= fromMs && startedAtMs < untilMs && (kind !== 'fails every other time' || random() < 0.5);
    if (startedAtMs >= fromMs && startedAtMs < untilMs) tried.during += 1;
    board.begin(id, startedAtMs);
    const tookMs = !isOut ? 200 + 800 * random() : kind === 'is silent' ? 30_000 : 20;
    const run = () => {
      const base = { organizationId: 'o', candidateId: id, atMs: nowMs, inputTokens: 9, durationMs: tookMs };
      const outcome = isOut
        ? { kind: 'failed' as const, code: kind === 'is silent' ? 'timeout' : 'server_error' }
        : { kind: 'succeeded' as const };
      board.end({ ...base, outcome, ...(isOut ? { waitedMs: tookMs } : { firstTokenMs: 100 }) });
      if (isOut && again && kind !== 'is silent') attempt(false);
    };
    ends.push({ atMs: startedAtMs + tookMs, run });
  };
  for (let call = 0; call * gapMs < 140_000; call++) {
    nowMs = call * gapMs;
    for (const end of ends.splice(0)) {
      if (end.atMs <= nowMs) end.run();
      else ends.push(end);
    }
    const isOut = nowMs >= fromMs && nowMs < untilMs;
    if (isOut) tried.calls += 1;
    const state = board.snapshot(nowMs).targets.get(id)?.breaker ?? 'closed';
    if (state === 'closed' || (state === 'probe' && board.claimProbe(id, nowMs))) attempt(true);
    if (nowMs >= untilMs && state === 'closed') backAtMs ??= nowMs;
  }
  const last = board.snapshot(nowMs).targets.get(id)?.breaker;
  return { share: tried.during / tried.calls, backMs: (backAtMs ?? Number.POSITIVE_INFINITY) - untilMs, last };
}

describe('an outage of a minute under 50 calls a second', () => {
  it.each(['refuses', 'is silent', 'fails every other time'] as const)(
    'costs few attempts, and calls are back within 30 s: the target %s',
    (kind) => {
      const all = [1, 2, 3, 4, 5].map((seed) => outage(kind, seed));
      const share = Math.max(...all.map((one) => one.share));
      const backMs = Math.max(...all.map((one) => one.backMs));
      recordProof(`circuit, an outage in which the target ${kind}`, {
        'attempts at it, of calls (%)': (share * 100).toFixed(2),
        'back after (ms)': backMs,
      });
      // One that answers half of the calls is tried again, and closes its circuit, more often.
      expect(share).toBeLessThan(kind === 'fails every other time' ? 0.2 : 0.05);
      expect(backMs).toBeLessThan(30_000);
      for (const one of all) expect(one.last).toBe('closed');
    },
  );
});
