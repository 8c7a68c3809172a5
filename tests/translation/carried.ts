import { isDeepStrictEqual } from 'node:util';
import type { ChatOperation } from '@weir/protocol/operation';
import type { Usage } from '@weir/protocol/usage';
import { type Json, parsed } from './stated/json.ts';
import type { StatedCall, StatedChoice, Statement } from './stated/statement.ts';

/** The canonical words that a dialect's own words for them are read back as, where they are not the same. */
const finishesIn: Readonly<Record<ChatOperation, Readonly<Record<string, string>>>> = {
  chat: { refusal: 'content_filter', pause: 'stop', other: 'stop' },
  responses: { refusal: 'content_filter', pause: 'stop' },
  messages: { content_filter: 'refusal', other: 'stop' },
  generate_content: { refusal: 'content_filter', pause: 'other' },
};

/** Dialects that give one answer only; of several the first goes out. */
const single: readonly ChatOperation[] = ['responses', 'messages'];

/** Dialects that have a place of its own for what a model says instead of an answer. */
const refusing: readonly ChatOperation[] = ['chat', 'responses'];

function textOf(choice: StatedChoice, operation: ChatOperation): string {
  const said = choice.text + choice.transcript;
  return refusing.includes(operation) ? said : said + choice.refusal;
}

/** Thoughts of several sections are joined differently: without the spaces they are the same. */
function squeezed(text: string): string {
  return text.replace(/\s+/g, '');
}

/**
 * Where arguments must be an object, a text that is none stands under one key. Of a text that was cut, a client keeps
 * what it can make an object of.
 */
function sameArguments(stated: StatedCall, seen: StatedCall, isCut: boolean): boolean {
  if (isDeepStrictEqual(stated.arguments, seen.arguments)) return true;
  if (!stated.custom && typeof stated.arguments === 'object' && stated.arguments !== null) return false;
  if (stated.custom && isDeepStrictEqual(parsed(stated.arguments), seen.arguments)) return true;
  const values: Json[] = Object.values(seen.arguments ?? {});
  if (isCut && !stated.custom && typeof seen.arguments === 'object') return true;
  return values.length === 1 && isDeepStrictEqual(values[0], stated.arguments);
}

function compareCalls(
  { calls: stated, finish }: StatedChoice,
  { calls: seen }: StatedChoice,
  operation: ChatOperation,
): string[] {
  if (stated.length !== seen.length) return [`${seen.length} tool calls instead of ${stated.length}`];
  const ids = seen.map(({ id }) => id);
  const told: string[] = [];
  // Calls of before there were tools have no id in Chat Completions.
  const isLegacy = operation === 'chat' && stated.every(({ id }) => id === undefined);
  if (operation !== 'generate_content' && !isLegacy && (ids.includes(undefined) || new Set(ids).size < ids.length))
    told.push(`ids of calls are no ids: ${ids}`);
  stated.forEach((call, position) => {
    const other = seen[position];
    if (other === undefined) return;
    if (call.name !== other.name) told.push(`call ${position} is named ${other.name}, not ${call.name}`);
    const isUnique = stated.filter(({ id }) => id === call.id).length === 1;
    if (call.id !== undefined && isUnique && other.id !== undefined && call.id !== other.id)
      told.push(`call ${position} has the id ${other.id}, not ${call.id}`);
    if (!sameArguments(call, other, finish === 'length'))
      told.push(`arguments of ${position}: ${JSON.stringify(other.arguments)}, not ${JSON.stringify(call.arguments)}`);
  });
  return told;
}

/**
 * The words that the finish may be read back as. OpenAI's refusals stop like any answer; dialects without a place for
 * them say so in the finish. Calls of a tool that was asked for by name, or that the vendor answered itself, stop like any
 * answer in some dialects and wait in others; Responses has no word for it, and Gemini none but the calls themselves.
 */
function finishesOf({ finish = 'stop', refusal, calls }: StatedChoice, operation: ChatOperation): string[] {
  const waits = finish === 'tool_calls' && operation === 'responses';
  if (calls.length > 0 && (finish === 'stop' || waits)) return ['stop', 'tool_calls'];
  if (finish === 'tool_calls' && calls.length === 0) return ['tool_calls', 'stop'];
  const reason = finish === 'stop' && refusal !== '' && !refusing.includes(operation) ? 'refusal' : finish;
  return [finishesIn[operation][reason] ?? reason];
}

function compareChoice(stated: StatedChoice, seen: StatedChoice, operation: ChatOperation): string[] {
  const told: string[] = [];
  const say = (what: string, ours: unknown, theirs: unknown): void => {
    if (!isDeepStrictEqual(ours, theirs))
      told.push(`${what}: ${JSON.stringify(ours)?.slice(0, 160)}, not ${JSON.stringify(theirs)?.slice(0, 160)}`);
  };
  say('text', textOf(seen, operation), textOf(stated, operation));
  if (refusing.includes(operation)) say('refusal', seen.refusal, stated.refusal);
  say('reasoning', squeezed(seen.reasoning), squeezed(stated.reasoning));
  const finishes = finishesOf(stated, operation);
  if (!finishes.includes(seen.finish ?? 'none')) told.push(`finish: ${seen.finish}, not ${finishes.join(' or ')}`);
  return [...told, ...compareCalls(stated, seen, operation)];
}

/** What each dialect's answer says of its usage, as sums that do not depend on how it nests them. */
function sumsOf(usage: Usage): Record<string, number | undefined> {
  const { input, cacheWrite5m, cacheWrite1h, audioInput, imageInput } = usage;
  const { output, audioOutput, imageOutput, reasoning } = usage;
  const sum = (...counts: (number | undefined)[]): number | undefined =>
    counts.every((count) => count === undefined) ? undefined : counts.reduce((all: number, one) => all + (one ?? 0), 0);
  const cacheRead = sum(usage.cacheRead, usage.audioCacheRead);
  return {
    inputTotal: sum(input, cacheRead, cacheWrite5m, cacheWrite1h, audioInput, imageInput),
    outputTotal: sum(output, audioOutput, imageOutput, reasoning),
    cacheRead,
    reasoning,
  };
}

/** Counts that a dialect demands: 0 there may mean that nothing was reported. */
export const demandedCounts: Readonly<Record<ChatOperation, readonly string[]>> = {
  chat: ['inputTotal', 'outputTotal'],
  responses: ['inputTotal', 'outputTotal', 'cacheRead', 'reasoning'],
  messages: ['inputTotal', 'outputTotal'],
  generate_content: [],
};

function compareUsage(stated: Usage, seen: Usage, operation: ChatOperation): string[] {
  const [ours, theirs] = [sumsOf(seen), sumsOf(stated)];
  return Object.keys(ours).flatMap((name) => {
    if (ours[name] === theirs[name]) return [];
    const demanded = ours[name] === 0 && theirs[name] === undefined && demandedCounts[operation].includes(name);
    return demanded ? [] : [`usage ${name}: ${ours[name]}, not ${theirs[name]}`];
  });
}

/** How what a client sees differs from what the record says, as far as the client's dialect can say it; nothing where equal. */
export function differences(stated: Statement, seen: Statement, operation: ChatOperation): string[] {
  const wanted = single.includes(operation) ? stated.choices.slice(0, 1) : stated.choices;
  if (seen.choices.length !== wanted.length) return [`${seen.choices.length} choices instead of ${wanted.length}`];
  const told = wanted.flatMap((choice, position) => {
    const other = seen.choices[position];
    return other === undefined ? [] : compareChoice(choice, other, operation);
  });
  return [...told, ...compareUsage(stated.usage, seen.usage, operation)];
}
