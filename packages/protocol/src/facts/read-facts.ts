import { asObject, countAt, type JsonObject } from '../json-read.ts';
import type { Operation } from '../operation.ts';
import type { BodyFacts } from './body-facts.ts';
import { readBody } from './read-body.ts';
import { Tally } from './tally.ts';

/** What is kept with a decision is bounded: names and metadata as the vendors bound them. */
const nameCharactersMax = 256;
const metadataMax = { entries: 16, keyCharacters: 64, valueCharacters: 512 } as const;
const modelsMax = 20;
const modelCharactersMax = 512;

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function nameOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, nameCharactersMax) : undefined;
}

function metadataOf(value: unknown): Readonly<Record<string, string>> | undefined {
  const said = asObject(value);
  if (said === undefined) return undefined;
  const kept: [string, string][] = [];
  for (const key in said) {
    const one = said[key];
    if (kept.length === metadataMax.entries) break;
    if (typeof one !== 'string' || key === 'user_id' || key.length > metadataMax.keyCharacters) continue;
    if (one.length <= metadataMax.valueCharacters) kept.push([key, one]);
  }
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function isModelName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= modelCharactersMax;
}

function addModels(facts: Mutable<BodyFacts>, value: unknown): void {
  if (value === undefined || value === null) return;
  if (Array.isArray(value) && value.length <= modelsMax && value.every(isModelName)) facts.models = value;
  else facts.fault = `models must be an array of at most ${modelsMax} names of models`;
}

function addRouting(facts: Mutable<BodyFacts>, body: JsonObject): void {
  addModels(facts, body['models']);
  const provider = body['provider'];
  if (provider !== undefined && provider !== null) facts.provider = provider;
  const key = nameOf(body['prompt_cache_key']);
  if (key !== undefined) facts.promptCacheKey = key;
}

/**
 * What a parsed request body says, in whatever dialect its Operation is: one tolerant walk, cheap enough for every call.
 * A document of another shape has fewer facts; nothing throws.
 */
export function readFacts(operation: Operation, document: unknown): BodyFacts {
  const body = asObject(document);
  const tally = new Tally();
  if (body === undefined) return { textBytes: 0, allowanceTokens: 0, imageCount: 0, needs: tally.needs };
  const settings = readBody(operation, body, tally);
  if (settings.effort?.thinks === true) tally.need('reasoning');
  const facts: Mutable<BodyFacts> = {
    textBytes: tally.textBytes,
    allowanceTokens: tally.allowanceTokens,
    imageCount: tally.imageCount,
    needs: tally.needs,
  };
  const { temperature, effort } = settings;
  const outputTokensMax = countAt({ is: settings.outputTokensMax }, 'is');
  const user = nameOf(settings.user);
  const metadata = metadataOf(settings.metadata);
  if (outputTokensMax !== undefined) facts.outputTokensMax = outputTokensMax;
  if (typeof temperature === 'number') facts.temperature = temperature;
  if (effort?.effort !== undefined) facts.reasoningEffort = effort.effort;
  if (user !== undefined) facts.user = user;
  if (metadata !== undefined) facts.metadata = metadata;
  addRouting(facts, body);
  return facts;
}
