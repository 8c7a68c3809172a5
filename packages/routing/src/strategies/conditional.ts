import type { Condition } from '../condition.ts';
import type { ConditionalNode } from '../route-plan.ts';
import type { Deciding } from './deciding.ts';
import { holds } from './holds.ts';

/** The child that a call goes to, by its place among the node's children: the first whose rule it meets, else the last. */
export function branchFor({ when, timeZone }: ConditionalNode, { input }: Deciding): number {
  const circumstances = { facts: input.facts, nowMs: input.nowMs, timeZone };
  const met = when.findIndex(({ if: condition }) => holds(condition, circumstances));
  return met === -1 ? when.length : met;
}

const ops = { is: 'is', is_not: 'is not', in: 'is one of', has: 'has', over: 'is over', under: 'is under' } as const;

function wordsOf(condition: Condition): string {
  if ('all' in condition) return condition.all.map(wordsOf).join(' and ');
  if ('any' in condition) return `(${condition.any.map(wordsOf).join(' or ')})`;
  if ('not' in condition) return `not (${wordsOf(condition.not)})`;
  const value = Array.isArray(condition.value) ? condition.value.join(', ') : String(condition.value);
  return `${condition.fact} ${ops[condition.op]} ${value}`;
}

/** Which rule decided, in words. */
export function branchWords({ when }: ConditionalNode, index: number): string {
  const rule = when[index];
  return rule === undefined ? 'no rule is met: otherwise' : `rule ${index + 1} is met: ${wordsOf(rule.if)}`;
}
