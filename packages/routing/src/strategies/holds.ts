import type { Condition, FactName, Rule } from '../condition.ts';
import type { RequestFacts } from '../request-facts.ts';
import { localTime, weekdays } from './local-time.ts';

/** What conditions are held against. */
export type Circumstances = {
  readonly facts: RequestFacts;
  readonly nowMs: number;
  readonly timeZone: string | undefined;
};

type FactValue = string | number | boolean | readonly string[] | undefined;

const metadataPrefix = 'metadata.';
const attributesPrefix = 'attributes.';

function named(name: string, { facts }: Circumstances): FactValue {
  if (name.startsWith(metadataPrefix)) return facts.metadata?.[name.slice(metadataPrefix.length)];
  return facts.attributes?.[name.slice(attributesPrefix.length)];
}

function factOf(fact: FactName, circumstances: Circumstances): FactValue {
  const { facts, nowMs, timeZone } = circumstances;
  switch (fact) {
    case 'operation':
      return facts.operation;
    case 'streaming':
      return facts.streaming;
    case 'input_tokens':
      return facts.inputTokens;
    case 'output_tokens_max':
      return facts.outputTokensMax;
    case 'needs':
      return facts.needs;
    case 'task':
      return facts.task;
    case 'temperature':
      return facts.temperature;
    case 'reasoning_effort':
      return facts.reasoningEffort;
    case 'session':
      return facts.session;
    case 'user':
      return facts.user;
    case 'hour':
      return localTime(nowMs, timeZone).hour;
    case 'weekday':
      return localTime(nowMs, timeZone).weekday;
    default:
      return named(fact, circumstances);
  }
}

/** Forms and metadata come as text: `5` there is the number 5. Days may be written with a capital. */
function equals(value: FactValue, wanted: string | number | boolean): boolean {
  if (value === undefined) return false;
  if (value === wanted) return true;
  const text = String(wanted);
  if (typeof value === 'object') return value.includes(text);
  return String(value) === text || weekdays.some((day) => day === value && day === text.toLowerCase());
}

function numberOf(value: FactValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function meets(rule: Rule, circumstances: Circumstances): boolean {
  const value = factOf(rule.fact, circumstances);
  switch (rule.op) {
    case 'is':
      return equals(value, rule.value);
    case 'is_not':
      return !equals(value, rule.value);
    case 'in':
      return rule.value.some((wanted) => equals(value, wanted));
    case 'has':
      return equals(value, rule.value);
    case 'over':
    case 'under': {
      const number = numberOf(value);
      if (number === undefined) return false;
      return rule.op === 'over' ? number > rule.value : number < rule.value;
    }
  }
}

/** True where a call meets a condition. A fact that is absent meets `is_not` alone. */
export function holds(condition: Condition, circumstances: Circumstances): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, circumstances));
  if ('any' in condition) return condition.any.some((part) => holds(part, circumstances));
  if ('not' in condition) return !holds(condition.not, circumstances);
  return meets(condition, circumstances);
}
