import type { Condition, FactName, Rule } from '@weir/routing/condition';
import { firstOp, splitFact, valueKindOf } from './fact-words.ts';

type Op = Rule['op'];
type Scalar = string | number | boolean;

/** A value for a fact that nothing was said about yet. */
function usualValue(fact: FactName, op: Op): Scalar {
  const kind = valueKindOf({ fact, op });
  if (kind.kind === 'number') return kind.usual;
  if (kind.kind === 'choice') return scalarOf(fact, kind.choices[0]?.value ?? '');
  return '';
}

/** The text of a control as the value that a rule compares with: what is streamed is a yes or no, not a word. */
export function scalarOf(fact: FactName, text: string): Scalar {
  return fact === 'streaming' && (text === 'true' || text === 'false') ? text === 'true' : text;
}

/** The values that a rule compares with, as texts. */
export function textsOf(rule: Rule): readonly string[] {
  return Array.isArray(rule.value) ? rule.value.map(String) : [String(rule.value)];
}

/** What can be kept of a rule's value for another op: a number where one is asked for. */
function keptValue(rule: Rule, op: Op): Scalar | undefined {
  const [first = ''] = textsOf(rule);
  const kind = valueKindOf({ fact: rule.fact, op });
  if (kind.kind !== 'number') return scalarOf(rule.fact, first);
  return first !== '' && Number.isFinite(Number(first)) ? Number(first) : undefined;
}

function ruleOf(fact: FactName, op: Op, value: Scalar): Rule {
  switch (op) {
    case 'is':
    case 'is_not':
      return { fact, op, value };
    case 'in':
      return { fact, op, value: [typeof value === 'boolean' ? String(value) : value] };
    case 'has':
      return { fact, op, value: String(value) };
    case 'over':
    case 'under':
      return { fact, op, value: typeof value === 'number' ? value : Number(value) || 0 };
  }
}

/** The rule with another op, its value kept where it can be. */
export function withOp(rule: Rule, op: Op): Rule {
  return ruleOf(rule.fact, op, keptValue(rule, op) ?? usualValue(rule.fact, op));
}

/** The rule with one value. */
export function withValue(rule: Rule, value: Scalar): Rule {
  return ruleOf(rule.fact, rule.op, value);
}

/** The rule with several values, which `in` takes; with none it stays as it is. */
export function withValues(rule: Rule, values: readonly string[]): Rule {
  return values.length === 0 ? rule : { fact: rule.fact, op: 'in', value: [...values] };
}

const isFixed = (kind: string): kind is Exclude<FactName, `${string}.${string}`> =>
  kind !== 'metadata' && kind !== 'attributes';

/** A rule about another kind of fact, as it is asked first. `metadata` and `attributes` begin with a name to be changed. */
export function ruleAbout(kind: string): Rule {
  const fact: FactName = isFixed(kind) ? kind : kind === 'metadata' ? 'metadata.name' : 'attributes.name';
  const op = firstOp(fact);
  return ruleOf(fact, op, usualValue(fact, op));
}

/** The rule about another name of metadata or attributes. */
export function withFactName(rule: Rule, name: string): Rule {
  const { kind } = splitFact(rule.fact);
  const fact: FactName = kind === 'attributes' ? `attributes.${name}` : `metadata.${name}`;
  return { ...rule, fact };
}

export type Join = 'all' | 'any';

/** The parts that a condition joins; undefined for a single rule and a negation. */
export function joinOf(
  condition: Condition,
): { readonly join: Join; readonly parts: readonly Condition[] } | undefined {
  if ('all' in condition) return { join: 'all', parts: condition.all };
  if ('any' in condition) return { join: 'any', parts: condition.any };
  return undefined;
}

/** Parts joined; one alone stands for itself. */
export function joined(join: Join, parts: readonly Condition[]): Condition {
  return join === 'all' ? { all: parts } : { any: parts };
}

/** The parts with one of them gone; a single one that is left stands for itself. */
export function withoutPart(join: Join, parts: readonly Condition[], at: number): Condition {
  const left = parts.toSpliced(at, 1);
  const [only] = left;
  return left.length === 1 && only !== undefined ? only : joined(join, left);
}
