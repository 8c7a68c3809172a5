import { testSeed } from '@weir/testing/seed';
import { randomFrom } from '@weir/testing/simulator/random';
import { expect, it } from 'vitest';
import { bucketsOf } from '../charts/buckets.ts';
import { picoOf, usdOfPico } from '../format/pico.ts';
import { askedBy } from './asked.ts';
import { none } from './dimensions.ts';
import { drill, type Part } from './drill.ts';
import { type Figures, noFigures } from './figures.ts';
import { type StackLine, stackOf } from './stack.ts';
import { defaultState, writeState } from './state.ts';

const dayMs = 86_400_000;
const at = { interval: 'day', timeZone: 'Europe/Berlin' } as const;
/** Clocks go back within it. */
const span = { fromMs: Date.parse('2026-10-22T22:00:00Z'), toMs: Date.parse('2026-10-27T10:00:00Z') };
const buckets = bucketsOf(span, at);
const seed = testSeed('drill');

const models = Array.from({ length: 14 }, (_, nth) => (nth === 0 ? null : `model ${nth}&=`));
type Line = { readonly model: string | null; readonly bucket: number; readonly pico: bigint };

function figuresOf(pico: bigint): Figures {
  return { ...noFigures, usd: usdOfPico(pico), attempts: 1 };
}

/** What the services would count for the URL that a click leads to. */
function countedBehind(part: Part, lines: readonly Line[]): bigint {
  const url = writeState(new URLSearchParams(), { ...defaultState, ...drill(defaultState, span, part) });
  const clock = { nowMs: span.toMs + dayMs, timeZone: at.timeZone };
  const { span: asked, filters } = askedBy(new URLSearchParams(url.toString()), { clock, projects: [] });
  return lines.reduce((sum, { model, bucket, pico }) => {
    const { fromMs, toMs } = buckets[bucket] ?? { fromMs: 0, toMs: 0 };
    const named = model ?? none;
    const isIn = filters.model?.includes(named) !== false && filters.notModel?.includes(named) !== true;
    return isIn && asked.fromMs <= fromMs && toMs <= asked.toMs ? sum + pico : sum;
  }, 0n);
}

const random = randomFrom(seed);

const draw = (below: number) => random.between(0, below - 1);

function drawLines(): Line[] {
  return Array.from({ length: 1 + draw(200) }, () => ({
    model: models[draw(models.length)] ?? null,
    bucket: draw(buckets.length),
    // Beyond what a double holds.
    pico: BigInt(draw(2 ** 31)) * 1_000_000_007n,
  }));
}

it('every segment, "other" and every total open what adds up to them, to the last digit', () => {
  for (let run = 0; run < 60; run += 1) {
    const lines = drawLines();
    const stackLines = lines.map(({ model, bucket, pico }): StackLine => {
      return { at: new Date(buckets[bucket]?.atMs ?? 0).toISOString(), value: model, figures: figuresOf(pico) };
    });
    const { layers, totals } = stackOf(stackLines, { buckets, measure: 'cost' });
    const own = layers.flatMap(({ value }) => (value === null ? [] : [value]));
    for (const [nth, bucket] of buckets.entries()) {
      for (const { value, figures } of layers) {
        const part: Part = value === null ? { butFor: ['model', own] } : { of: ['model', value] };
        expect(countedBehind({ ...part, span: bucket }, lines)).toBe(picoOf(figures[nth]?.usd ?? '0'));
      }
      expect(countedBehind({ span: bucket }, lines)).toBe(picoOf(totals[nth]?.usd ?? '0'));
    }
  }
});
