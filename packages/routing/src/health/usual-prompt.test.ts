import { describe, expect, it } from 'vitest';
import type { HealthSnapshot } from '../live.ts';
import { type Asked, candidate, node, order, priced } from '../plan.test-support.ts';
import { HealthBoard } from './health-board.ts';

const cheap = candidate('cheap/m', priced(0.2, 0.8));
const dear = candidate('dear/m', priced(3, 15));

/** A board at whose targets prompts of so many tokens were answered. */
function boardOf(instance: string, prompts: readonly number[]): HealthBoard {
  const board = new HealthBoard(instance);
  for (const [at, inputTokens] of prompts.entries()) {
    for (const { id } of [cheap, dear]) {
      const outcome = { kind: 'succeeded' as const };
      board.observe({ organizationId: 'o', candidateId: id, atMs: at, outcome, inputTokens, durationMs: 900 });
    }
  }
  return board;
}

function usual({ targets }: HealthSnapshot): number | undefined {
  return targets.get(dear.id)?.inputTokens;
}

describe('the length of usual prompts', () => {
  it('is a mean over all processes, in which the past fades', () => {
    const reader = new HealthBoard('reader');
    reader.merge([boardOf('a', [1_000, 2_000]).document(2), boardOf('b', [6_000]).document(2)], 2);
    expect(usual(reader.snapshot(2))).toBeCloseTo(3_000, -2);
    const changed = boardOf('c', [...Array(300).fill(1_000), ...Array(3_000).fill(9_000)]);
    expect(usual(changed.snapshot(4_000))).toBeGreaterThan(8_500);
  });

  it('is not learnt from calls that were not answered, or whose prompt is not counted', () => {
    const board = boardOf('a', [0, 0]);
    const outcome = { kind: 'failed' as const, code: 'context_length' };
    board.observe({ organizationId: 'o', candidateId: dear.id, atMs: 9, outcome, inputTokens: 9e6, durationMs: 9 });
    expect(usual(board.snapshot(10))).toBeUndefined();
  });

  it('is not known of a process that does not tell it', () => {
    const document = JSON.parse(boardOf('a', [3_000]).document(1));
    for (const told of Object.values<{ input?: unknown }>(document.targets)) delete told.input;
    const reader = new HealthBoard('reader');
    reader.merge([JSON.stringify(document)], 1);
    expect(reader.snapshot(1).targets.get(dear.id)).toMatchObject({ breaker: 'closed', errorShare: 0 });
    expect(usual(reader.snapshot(1))).toBeUndefined();
  });

  it('is what a smart node takes for a call of usual size', () => {
    const qualities = new Map(
      [cheap, dear].map(({ provider }) => [
        `${provider}/m`,
        { quality: provider === 'dear' ? 0.9 : 0.8, source: 'learnt' as const, labels: 90 },
      ]),
    );
    const strategy = { kind: 'smart' as const, explore: 0, children: [node('cheap/m'), node('dear/m')] };
    const asked: Asked = { candidates: [cheap, dear], facts: { inputTokens: 20_000 }, qualities, strategy };
    const among = (prompts: readonly number[]) =>
      order({ ...asked, live: Object.fromEntries(boardOf('a', prompts).snapshot(99).targets) })[0];
    // Twenty times as long as usual it is too dear for what it brings; as long as all others are, it is not.
    expect(among([1_000, 1_000])).toBe('cheap/m');
    expect(among([20_000, 20_000])).toBe('dear/m');
  });
});
