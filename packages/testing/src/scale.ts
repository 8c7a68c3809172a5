import { env } from './env.ts';

/** `scaled` in `npm test`, `full` in `pnpm prove` (WEIR_TEST_SCALE). */
export function testScale(): 'scaled' | 'full' {
  return env.WEIR_TEST_SCALE;
}

/** The number that fits the scale of this run. */
export function scaled(counts: { readonly scaled: number; readonly full: number }): number {
  return counts[testScale()];
}
