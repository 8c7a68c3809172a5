import { chatOperations, type Operation } from '@weir/protocol/operation';
import type { Capabilities } from './capability.ts';
import type { BucketPrices } from './price.ts';

/** A model that generates serves every conversation: what it does not speak itself is translated. */
const generating: readonly Operation[] = [...chatOperations, 'completions', 'count_tokens', 'gemini_count_tokens'];
const embedding: readonly Operation[] = ['embeddings', 'gemini_embed'];

/** Models that are for one thing, told by their names: prices do not tell them apart from those that generate. */
const byName: readonly (readonly [name: RegExp, operations: readonly Operation[]])[] = [
  [/moderation/, ['moderations']],
  [/rerank/, ['rerank']],
  [/embed/, embedding],
  [/(^|\/)(gpt-image|chatgpt-image|grok-imagine-image)/, ['images', 'image_edits']],
  [/(^|\/)(dall-e|imagen)/, ['images']],
  [/whisper|transcri/, ['transcription']],
  // Gemini speaks in a conversation, so its models for speech are none of these.
  [/^(?!.*gemini).*(^|[/-])tts(-|$)/, ['speech']],
  [/(^|\/)(gpt-3\.5-turbo-instruct|(text-)?(ada|babbage|curie|davinci)(-\d+)?$)/, ['completions']],
  // Sockets and batches of pages, which no endpoint here serves.
  [/realtime|-live-|(^|-)ocr-|-voice-|-sonic-/, []],
];

/**
 * What a model is for, as far as its name, its prices and its capabilities tell; the provider decides which of them it
 * speaks. A model that takes tokens and is charged for none going out is for embeddings.
 */
export function operationsOf(id: string, buckets: BucketPrices, { outputs }: Capabilities): readonly Operation[] {
  const named = byName.find(([name]) => name.test(id.toLowerCase()));
  if (named !== undefined) return named[1];
  if (outputs?.includes('text') === true) return generating;
  if (buckets.input === undefined) return [];
  return buckets.output === undefined ? embedding : generating;
}
