import { droppedOf, type EmbeddingTarget, textsToEmbed } from '@weir/protocol/embeddings/embedding-losses';
import type { EmbeddingPurpose, EmbeddingsRequest, Vector } from '@weir/protocol/embeddings/embeddings';
import { vectorsOf } from '@weir/protocol/embeddings/read-vectors';
import { asList, asObject, countAt, type JsonObject, listAt, objectAt } from '@weir/protocol/json-read';
import type { EmbeddingsUpstream } from '../provider.ts';
import { defined } from '../shared/defined.ts';
import { embeddingsUpstream } from '../shared/whole-upstream.ts';
import { cohereUrl } from './chat.ts';

/** https://docs.cohere.com/reference/embed: one of four, which has to be said; for a text of no stated purpose, a document. */
const inputTypes: Readonly<Record<EmbeddingPurpose, string>> = {
  query: 'search_query',
  question: 'search_query',
  fact: 'search_query',
  code_query: 'search_query',
  document: 'search_document',
  similarity: 'clustering',
  classification: 'classification',
  clustering: 'clustering',
};

/** The most texts of a call. */
const textsMax = 96;

/** A request for vectors of numbers. Throws unsupported_capability for tokens and for too many texts. */
export function cohereBody(request: EmbeddingsRequest, target: EmbeddingTarget): JsonObject {
  return defined({
    model: target.model,
    texts: textsToEmbed(request, target, textsMax),
    input_type: inputTypes[request.purpose ?? 'document'],
    embedding_types: ['float'],
    output_dimension: request.dimensions,
  });
}

/** The vectors of an answer, by type or in the older form without types. */
export function cohereVectors(body: JsonObject): readonly Vector[] | undefined {
  const byType = asObject(body['embeddings']);
  return vectorsOf(byType === undefined ? asList(body['embeddings']) : listAt(byType, 'float'));
}

/** https://docs.cohere.com/reference/embed */
export const cohereEmbeddings: EmbeddingsUpstream = embeddingsUpstream({
  urlOf: ({ baseUrl }) => cohereUrl(baseUrl, '/v2/embed'),
  encode: (request, { model }) => ({
    body: cohereBody(request, { name: 'Cohere', model }),
    dropped: droppedOf(request, ['title', 'user']),
  }),
  read(body) {
    const vectors = cohereVectors(body);
    const input = countAt(objectAt(objectAt(body, 'meta'), 'billed_units'), 'input_tokens');
    return vectors === undefined ? undefined : { vectors, ...(input === undefined ? {} : { usage: { input } }) };
  },
});
