import { WeirError } from '../errors.ts';
import type { EmbeddingsRequest } from './embeddings.ts';

/** What of an embeddings request may not be able to travel, by what it is called in each dialect. */
const names = {
  input: { embeddings: 'input', gemini_embed: 'requests' },
  dimensions: { embeddings: 'dimensions', gemini_embed: 'outputDimensionality' },
  purpose: { embeddings: 'input_type', gemini_embed: 'taskType' },
  title: { embeddings: 'title', gemini_embed: 'title' },
  user: { embeddings: 'user', gemini_embed: 'user' },
} as const;

export type EmbeddingField = keyof typeof names;

/** How the client calls a field. */
export function embeddingFieldName(field: EmbeddingField, { dialect }: Pick<EmbeddingsRequest, 'dialect'>): string {
  return names[field][dialect];
}

/** Whom a request cannot be sent to as it is. */
export type EmbeddingTarget = { readonly name: string; readonly model: string };

/** What is wrong, between the field and the model: `cannot be sent to` where not stated. */
export type EmbeddingFault = { readonly field: EmbeddingField; readonly because?: string };

/** What a target cannot do and may not be left out, because the vectors would be other ones. */
export function refuseEmbedding(
  request: EmbeddingsRequest,
  { field, because = 'cannot be sent to' }: EmbeddingFault,
  { name, model }: EmbeddingTarget,
): WeirError {
  const called = embeddingFieldName(field, request);
  return new WeirError('unsupported_capability', `${called} ${because} ${model} at ${name}.`, { field: called });
}

/**
 * The texts to be embedded. Throws unsupported_capability where they are tokens, which only OpenAI's models know, or
 * where there are more than the target takes in one call.
 */
export function textsToEmbed(
  request: EmbeddingsRequest,
  target: EmbeddingTarget,
  textsMax = Number.POSITIVE_INFINITY,
): readonly string[] {
  if (request.inputs.length > textsMax) {
    throw refuseEmbedding(request, { field: 'input', because: `may have at most ${textsMax} in one call to` }, target);
  }
  return request.inputs.map((input) => {
    if (input.kind === 'text') return input.text;
    throw refuseEmbedding(request, { field: 'input', because: 'must be text, not tokens, for' }, target);
  });
}

/** What was left out of a request, as the client calls it: foreign fields, and those of `absent` that it has. */
export function droppedOf(
  request: EmbeddingsRequest,
  absent: readonly ('purpose' | 'title' | 'user')[],
): readonly string[] {
  const dropped = absent.filter((field) => request[field] !== undefined);
  return [...request.foreign, ...dropped.map((field) => embeddingFieldName(field, request))];
}
