import { costOf } from '@weir/catalog/cost';
import { type CustomPrice, priceAt } from '@weir/catalog/price-book';
import type { Usage } from '@weir/protocol/usage';
import type { Step } from '@weir/routing/decision';
import type { Target } from '@weir/routing/target';

/** What a call used, when, and the organization's own prices. */
export type Used = { readonly usage: Usage; readonly atMs: number; readonly custom: readonly CustomPrice[] };

function costAt({ provider, model }: Target, { usage, atMs, custom }: Used): bigint | undefined {
  const price = priceAt({ provider, model, atMs, custom });
  return costOf({ usage, price }).totalPicoUsd;
}

/** What a leg that loses is charged for at the least: it has read the prompt. */
function inputOf({
  output: _output,
  reasoning: _reasoning,
  audioOutput: _audio,
  imageOutput: _image,
  ...input
}: Usage) {
  return input;
}

/** Where a call goes first: one target, or legs that start together. */
export type FirstChoice = { readonly target: Target; readonly besides: readonly Target[] };

/** The first choice of a step. The legs of a hedged race but the first hardly ever start. */
export function firstChoice(step: Step): FirstChoice | undefined {
  if (step.kind === 'single') return { target: step.candidate, besides: [] };
  const [target, ...others] = step.legs;
  if (target === undefined) return undefined;
  return { target, besides: step.hedgeAfterMs === 0 ? others : [] };
}

/**
 * What the tokens that a call really used cost at its first choice, in pico-dollars, at the prices of its time; of legs
 * that start together the others count with their input. Undefined where usage or a price is not known.
 */
export function costAtFirst({ target, besides }: FirstChoice, used: Used): bigint | undefined {
  const input = { ...used, usage: inputOf(used.usage) };
  const parts = [costAt(target, used), ...besides.map((leg) => costAt(leg, input))];
  let sum = 0n;
  for (const part of parts) {
    if (part === undefined) return undefined;
    sum += part;
  }
  return sum;
}
