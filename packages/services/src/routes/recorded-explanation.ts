import { asObject } from '@weir/protocol/json-read';
import { operations } from '@weir/protocol/operation';
import type { Explanation } from '@weir/routing/target';

const known: ReadonlySet<unknown> = new Set(operations);

function areFacts(value: unknown): boolean {
  const facts = asObject(value);
  return known.has(facts?.['operation']) && Array.isArray(facts?.['needs']);
}

function areInputs(value: unknown): boolean {
  const { seed, nowMs, facts, live } = asObject(value) ?? {};
  return Number.isInteger(seed) && typeof nowMs === 'number' && areFacts(facts) && asObject(live) !== undefined;
}

function isTarget(value: unknown): boolean {
  const { provider, model } = asObject(value) ?? {};
  return typeof provider === 'string' && typeof model === 'string';
}

/** Our own records, read back: what tells their form is looked at, and the rest is as it was written. */
function isExplanation(value: unknown): value is Explanation {
  const { requestedModel, resolvedBy, considered, inputs } = asObject(value) ?? {};
  const isNamed = typeof requestedModel === 'string' && typeof resolvedBy === 'string';
  const hasTargets = Array.isArray(considered) && considered.every(isTarget);
  return isNamed && hasTargets && (inputs === undefined || areInputs(inputs));
}

/** The explanation that a call's record holds; undefined for none, and for one of a form that this release does not know. */
export function recordedExplanation(decision: unknown): Explanation | undefined {
  return isExplanation(decision) ? decision : undefined;
}
