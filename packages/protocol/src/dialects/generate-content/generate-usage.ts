import { asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';
import { modelGeneration } from './model-generation.ts';

type Count = number | undefined;

/** Modalities may come as the numbers of their proto. */
const audioNames: ReadonlySet<unknown> = new Set(['AUDIO', 4]);

function audioIn(report: JsonObject, key: string): Count {
  const counts = listAt(report, key).flatMap((entry) => {
    const object = asObject(entry);
    return audioNames.has(object?.['modality']) ? [countAt(object, 'tokenCount') ?? 0] : [];
  });
  return counts.length === 0 ? undefined : counts.reduce((sum, one) => sum + one, 0);
}

function add(...counts: readonly Count[]): Count {
  const known = counts.filter((one) => one !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0);
}

function less(whole: Count, ...parts: readonly Count[]): Count {
  return whole === undefined ? undefined : Math.max(0, whole - (add(...parts) ?? 0));
}

function inside(part: Count, whole: Count): Count {
  return part === undefined || whole === undefined ? part : Math.min(part, whole);
}

function known(counts: Readonly<Record<string, Count>>): Usage {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
}

/**
 * A `usageMetadata` in disjoint buckets (https://ai.google.dev/api/generate-content#UsageMetadata): cached tokens are
 * inside the prompt's, what tools added to the prompt stands beside them, thoughts stand beside the candidates'. Sound is
 * told by the details; cached sound is read from the cache at the cache's price. Tokens of pictures are the model's own
 * output and have no bucket of their own.
 */
export function generateUsage(report: JsonObject): Usage {
  const prompt = add(countAt(report, 'promptTokenCount'), countAt(report, 'toolUsePromptTokenCount'));
  const cacheRead = inside(countAt(report, 'cachedContentTokenCount'), prompt);
  const heard = add(audioIn(report, 'promptTokensDetails'), audioIn(report, 'toolUsePromptTokensDetails'));
  const audioInput = inside(less(heard, audioIn(report, 'cacheTokensDetails')), less(prompt, cacheRead));
  const candidates = countAt(report, 'candidatesTokenCount');
  const audioOutput = inside(audioIn(report, 'candidatesTokensDetails'), candidates);
  return known({
    input: less(prompt, cacheRead, audioInput),
    cacheRead,
    audioInput,
    output: less(candidates, audioOutput),
    audioOutput,
    reasoning: countAt(report, 'thoughtsTokenCount'),
  });
}

/**
 * What Google charges for grounding by search: each different query from Gemini 3 on, one for the whole answer before
 * (https://ai.google.dev/gemini-api/docs/google-search, "Pricing"; empty queries do not count).
 */
export function searchesOf(groundings: readonly JsonObject[], model: string | undefined): number | undefined {
  const queries = groundings.flatMap((one) => listAt(one, 'webSearchQueries'));
  const different = new Set(queries.filter((query) => typeof query === 'string' && query !== ''));
  if (different.size === 0) return undefined;
  return (modelGeneration(model ?? '') ?? 0) >= 3 ? different.size : 1;
}

/** What kind of service an answer was given: Gemini's own word, else Vertex's for traffic that is priced apart. */
export function tierOf(report: JsonObject): string | undefined {
  const tier = textAt(report, 'serviceTier') ?? textAt(report, 'trafficType');
  if (tier === undefined || tier === 'ON_DEMAND' || tier === 'TRAFFIC_TYPE_UNSPECIFIED') return undefined;
  return tier
    .replace(/^ON_DEMAND_/, '')
    .slice(0, 64)
    .toLowerCase();
}

/** What embeddings used: the prompt alone; older models report nothing. */
export function embedUsage(body: JsonObject): Usage {
  return known({ input: countAt(objectAt(body, 'usageMetadata'), 'promptTokenCount') });
}

function details(audio: Count, whole: Count): readonly JsonObject[] | undefined {
  if (audio === undefined || whole === undefined) return undefined;
  const rest = { modality: 'TEXT', tokenCount: whole - audio };
  return [...(rest.tokenCount > 0 ? [rest] : []), { modality: 'AUDIO', tokenCount: audio }];
}

/** A usage as this dialect reports it; cache writes, which it does not know, are part of the prompt. Unknown is left out. */
export function writeUsage(usage: Usage, serviceTier?: string): JsonObject {
  const prompt = add(usage.input, usage.cacheRead, usage.cacheWrite5m, usage.cacheWrite1h, usage.audioInput);
  const candidates = add(usage.output, usage.audioOutput);
  const counts = {
    promptTokenCount: prompt,
    candidatesTokenCount: candidates,
    totalTokenCount: add(prompt, candidates, usage.reasoning),
    cachedContentTokenCount: usage.cacheRead,
    thoughtsTokenCount: usage.reasoning,
    promptTokensDetails: details(usage.audioInput, prompt),
    candidatesTokensDetails: details(usage.audioOutput, candidates),
    serviceTier,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== undefined));
}
