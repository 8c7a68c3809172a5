import { tasks } from '@weir/catalog/quality/task';
import type { FactName, Rule } from '@weir/routing/condition';
import type { Choice } from '../ui/select-box.tsx';

/** How the value of a fact is given. */
export type FactValueKind =
  | { readonly kind: 'number'; readonly unit: string; readonly usual: number }
  | { readonly kind: 'choice'; readonly choices: readonly Choice[] }
  | { readonly kind: 'text'; readonly placeholder: string };

type Op = Rule['op'];

/** A fact in words, what can be asked of it, and how its value is given. */
type FactWords = { readonly label: string; readonly ops: readonly Op[]; readonly value: FactValueKind };

const choice = (...values: readonly (string | readonly [string, string])[]): FactValueKind => ({
  kind: 'choice',
  choices: values.map((each) =>
    typeof each === 'string' ? { value: each, label: each } : { value: each[0], label: each[1] },
  ),
});

const equal: readonly Op[] = ['is', 'is_not', 'in'];
const size: readonly Op[] = ['over', 'under', 'is'];

const operationNames = [
  ['chat', 'chat completions'],
  ['responses', 'responses'],
  ['messages', 'messages'],
  ['generate_content', 'generateContent'],
  ['completions', 'completions'],
  ['embeddings', 'embeddings'],
] as const;

/** Kinds of facts that have a name of their own behind them. */
export const namedFacts = ['metadata', 'attributes'] as const;

const facts: Readonly<Record<string, FactWords>> = {
  input_tokens: {
    label: 'Input tokens',
    ops: size,
    value: { kind: 'number', unit: 'tokens', usual: 8_000 },
  },
  needs: {
    label: 'Needs',
    ops: ['has'],
    value: choice(
      'tools',
      'images',
      'documents',
      'audio',
      'video',
      ['structured_output', 'structured output'],
      'reasoning',
    ),
  },
  task: { label: 'Task', ops: equal, value: choice(...tasks) },
  output_tokens_max: { label: 'Output limit', ops: size, value: { kind: 'number', unit: 'tokens', usual: 1_000 } },
  operation: { label: 'Kind of call', ops: equal, value: choice(...operationNames) },
  streaming: { label: 'Streaming', ops: ['is'], value: choice(['true', 'yes'], ['false', 'no']) },
  temperature: { label: 'Temperature', ops: size, value: { kind: 'number', unit: '', usual: 0.5 } },
  reasoning_effort: {
    label: 'Reasoning effort',
    ops: equal,
    value: choice('none', 'minimal', 'low', 'medium', 'high'),
  },
  user: { label: 'User', ops: equal, value: { kind: 'text', placeholder: 'user id' } },
  session: { label: 'Session', ops: equal, value: { kind: 'text', placeholder: 'session id' } },
  hour: { label: 'Hour', ops: size, value: { kind: 'number', unit: '0–23', usual: 18 } },
  weekday: {
    label: 'Weekday',
    ops: equal,
    value: choice('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'),
  },
  metadata: {
    label: 'Metadata',
    ops: [...equal, 'over', 'under'],
    value: { kind: 'text', placeholder: 'value' },
  },
  attributes: {
    label: 'Attribute of the key',
    ops: [...equal, 'has', 'over', 'under'],
    value: { kind: 'text', placeholder: 'value' },
  },
};

const opWords: Readonly<Record<Op, string>> = {
  is: 'is',
  is_not: 'is not',
  in: 'is one of',
  has: 'include',
  over: 'over',
  under: 'under',
};

/** The facts as choices; those with a name of their own come last. */
export const factChoices: readonly Choice[] = Object.entries(facts).map(([value, { label }]) => ({ value, label }));

/** A fact as the form shows it: of `metadata.tier` the kind `metadata` and the name `tier`. */
export function splitFact(fact: FactName): { readonly kind: string; readonly name: string | undefined } {
  const [, kind, name] = /^(metadata|attributes)\.(.*)$/.exec(fact) ?? [];
  return kind === undefined ? { kind: fact, name: undefined } : { kind, name };
}

const unknown: FactWords = { label: 'Fact', ops: equal, value: { kind: 'text', placeholder: 'value' } };

function wordsOf(fact: FactName): FactWords {
  return facts[splitFact(fact).kind] ?? unknown;
}

/** What can be asked of a fact, and what is asked now though it is unusual. */
export function opChoices({ fact, op }: Rule): readonly Choice<Op>[] {
  const { ops } = wordsOf(fact);
  return (ops.includes(op) ? ops : [...ops, op]).map((value) => ({ value, label: opWords[value] }));
}

/** How the value that a rule compares with is given. */
export function valueKindOf({ fact, op }: Pick<Rule, 'fact' | 'op'>): FactValueKind {
  const { value } = wordsOf(fact);
  if ((op === 'over' || op === 'under') && value.kind !== 'number') return { kind: 'number', unit: '', usual: 0 };
  return value;
}

/** What a rule about a fact asks first. */
export function firstOp(fact: FactName): Op {
  return wordsOf(fact).ops[0] ?? 'is';
}
