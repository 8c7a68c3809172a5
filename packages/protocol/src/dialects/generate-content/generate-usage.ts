import { asObject, countAt, type JsonObject, listAt, objectAt, textAt } from '../../json-read.ts';
import type { Usage } from '../../usage.ts';
import { modelGeneration } from './model-generation.ts';

type Count = number | undefined;

/** Modalities may come as the numbers of their proto. */
const audio: ReadonlySet<unknown> = new Set(['AUDIO', 4]);
const image: ReadonlySet<unknown> = new Set(['IMAGE', 2]);
const video: ReadonlySet<unknown> = new Set(['VIDEO', 3]);
/** What is made of moving pictures has no bucket: in that of pictures it is never charged as text. */
const drawn: ReadonlySet<unknown> = new Set([...image, ...video]);

function countIn(report: JsonObject | undefined, key: string, modality: ReadonlySet<unknown>): Count {
  const counts = listAt(report, key).flatMap((entry) => {
    const object = asObject(entry);
    return modality.has(object?.['modality']) ? [countAt(object, 'tokenCount') ?? 0] : [];
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

/** What of a modality went in and was not in the cache. */
function freshIn(report: JsonObject, modality: ReadonlySet<unknown>): Count {
  const all = add(
    countIn(report, 'promptTokensDetails', modality),
    countIn(report, 'toolUsePromptTokensDetails', modality),
  );
  return less(all, countIn(report, 'cacheTokensDetails', modality));
}

/**
 * A `usageMetadata` in disjoint buckets (https://ai.google.dev/api/generate-content#UsageMetadata): cached tokens are
 * inside the prompt's, what tools added to the prompt stands beside them, thoughts stand beside the candidates'. Sound and pictures
 * are told by the details; sound has a price of its own in the cache as well, pictures are read from it as text is. Films that are seen are
 * charged as text is.
 */
export function generateUsage(report: JsonObject): Usage {
  const prompt = add(countAt(report, 'promptTokenCount'), countAt(report, 'toolUsePromptTokenCount'));
  const cached = inside(countAt(report, 'cachedContentTokenCount'), prompt);
  const audioCacheRead = inside(countIn(report, 'cacheTokensDetails', audio), cached);
  const audioInput = inside(freshIn(report, audio), less(prompt, cached));
  const imageInput = inside(freshIn(report, image), less(prompt, cached, audioInput));
  const candidates = countAt(report, 'candidatesTokenCount');
  const audioOutput = inside(countIn(report, 'candidatesTokensDetails', audio), candidates);
  const imageOutput = inside(countIn(report, 'candidatesTokensDetails', drawn), less(candidates, audioOutput));
  return known({
    input: less(prompt, cached, audioInput, imageInput),
    cacheRead: less(cached, audioCacheRead),
    audioInput,
    audioCacheRead,
    imageInput,
    output: less(candidates, audioOutput, imageOutput),
    audioOutput,
    imageOutput,
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

/**
 * What embeddings used: the prompt alone, by modality; older models report nothing. A film is charged many times what text
 * is and has no bucket, so then nothing is known.
 */
export function embedUsage(body: JsonObject): Usage {
  const report = objectAt(body, 'usageMetadata');
  const all = (modality: ReadonlySet<unknown>) =>
    countIn(report, 'promptTokensDetails', modality) ?? countIn(report, 'promptTokenDetails', modality);
  if ((all(video) ?? 0) > 0) return {};
  const prompt = countAt(report, 'promptTokenCount');
  const audioInput = inside(all(audio), prompt);
  const imageInput = inside(all(image), less(prompt, audioInput));
  return known({ input: less(prompt, audioInput, imageInput), audioInput, imageInput });
}

function details(whole: Count, parts: Readonly<Record<'AUDIO' | 'IMAGE', Count>>): readonly JsonObject[] | undefined {
  const told = Object.entries(parts).filter(([, tokenCount]) => tokenCount !== undefined);
  if (told.length === 0 || whole === undefined) return undefined;
  const text = less(whole, parts.AUDIO, parts.IMAGE) ?? 0;
  return [
    ...(text > 0 ? [{ modality: 'TEXT', tokenCount: text }] : []),
    ...told.map(([modality, tokenCount]) => ({ modality, tokenCount })),
  ];
}

/** A usage as this dialect reports it; cache writes, which it does not know, are part of the prompt. Unknown is left out. */
export function writeUsage(usage: Usage, serviceTier?: string): JsonObject {
  const { audioInput, audioCacheRead, imageInput, audioOutput, imageOutput } = usage;
  const fresh = add(usage.input, audioInput, imageInput);
  const cached = add(usage.cacheRead, audioCacheRead);
  const prompt = add(fresh, cached, usage.cacheWrite5m, usage.cacheWrite1h);
  const candidates = add(usage.output, audioOutput, imageOutput);
  const counts = {
    promptTokenCount: prompt,
    candidatesTokenCount: candidates,
    totalTokenCount: add(prompt, candidates, usage.reasoning),
    cachedContentTokenCount: cached,
    thoughtsTokenCount: usage.reasoning,
    promptTokensDetails: details(prompt, { AUDIO: add(audioInput, audioCacheRead), IMAGE: imageInput }),
    cacheTokensDetails: details(cached, { AUDIO: audioCacheRead, IMAGE: undefined }),
    candidatesTokensDetails: details(candidates, { AUDIO: audioOutput, IMAGE: imageOutput }),
    serviceTier,
  };
  return Object.fromEntries(Object.entries(counts).filter(([, value]) => value !== undefined));
}
