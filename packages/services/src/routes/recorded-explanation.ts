import { operations } from '@weir/protocol/operation';
import type { Explanation } from '@weir/routing/target';

const known: ReadonlySet<unknown> = new Set(operations);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areFacts(value: unknown): boolean {
  return isObject(value) && known.has(value['operation']) && Array.isArray(value['needs']);
}

function areInputs(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { seed, nowMs, facts, live } = value;
  return Number.isInteger(seed) && typeof nowMs === 'number' && areFacts(facts) && isObject(live);
}

function isTarget(value: unknown): boolean {
  return isObject(value) && typeof value['provider'] === 'string' && typeof value['model'] === 'string';
}

/** Our own records, read back: what tells their form is looked at, and the rest is as it was written. */
function isExplanation(value: unknown): value is Explanation {
  if (!isObject(value)) return false;
  const { requestedModel, resolvedBy, considered, inputs } = value;
  const isNamed = typeof requestedModel === 'string' && typeof resolvedBy === 'string';
  const hasTargets = Array.isArray(considered) && considered.every(isTarget);
  return isNamed && hasTargets && (inputs === undefined || areInputs(inputs));
}

/** The explanation that a call's record holds; undefined for none, and for one of a form that this release does not know. */
export function recordedExplanation(decision: unknown): Explanation | undefined {
  return isExplanation(decision) ? decision : undefined;
}
