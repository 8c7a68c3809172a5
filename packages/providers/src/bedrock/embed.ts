import { droppedOf, refuseEmbedding, textsToEmbed } from '@weir/protocol/embeddings/embedding-losses';
import { vectorOf } from '@weir/protocol/embeddings/read-vectors';
import { countAt } from '@weir/protocol/json-read';
import { cohereBody, cohereVectors } from '../cohere/embed.ts';
import type { EmbeddingsUpstream, ProviderTarget } from '../provider.ts';
import { defined } from '../shared/defined.ts';
import { urlUnder } from '../shared/url-under.ts';
import { type EmbeddingsSide, embeddingsUpstream } from '../shared/whole-upstream.ts';
import { modelPath } from './model-path.ts';

const name = 'Amazon Bedrock';

function urlOf({ baseUrl, model }: ProviderTarget): string {
  return urlUnder(baseUrl, modelPath(model, 'invoke'));
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html: one text in a call; the first version has one size. */
const titan: EmbeddingsSide = {
  urlOf,
  encode(request, { model }) {
    const [inputText = ''] = textsToEmbed(request, { name, model }, 1);
    if (request.dimensions !== undefined && model.includes('embed-text-v1')) {
      throw refuseEmbedding(request, { field: 'dimensions' }, { name, model });
    }
    return {
      body: defined({ inputText, dimensions: request.dimensions }),
      dropped: droppedOf(request, ['purpose', 'title', 'user']),
    };
  },
  read(body) {
    const vector = vectorOf(body['embedding']);
    const input = countAt(body, 'inputTextTokenCount');
    if (vector === undefined) return undefined;
    return { vectors: [vector], ...(input === undefined ? {} : { usage: { input } }) };
  },
};

/** The header that counts what a model of another maker read: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_InvokeModel.html. */
const countHeader = 'x-amzn-bedrock-input-token-count';

function headerCount(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers[countHeader] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html: Cohere's own form without the model. */
const cohere: EmbeddingsSide = {
  urlOf,
  encode(request, { model }) {
    const { model: _named, ...body } = cohereBody(request, { name, model });
    // Version 3 has one size, and no field for it.
    if (request.dimensions !== undefined && model.includes('v3')) {
      throw refuseEmbedding(request, { field: 'dimensions' }, { name, model });
    }
    return { body, dropped: droppedOf(request, ['title', 'user']) };
  },
  read(body, headers) {
    const vectors = cohereVectors(body);
    const input = headerCount(headers);
    return vectors === undefined ? undefined : { vectors, ...(input === undefined ? {} : { usage: { input } }) };
  },
};

/** Bedrock's models for text, each in its maker's words; undefined for models that embed none. */
export function bedrockEmbeddings(model: string): EmbeddingsUpstream | undefined {
  const id = model.toLowerCase();
  if (id.includes('titan-embed-text') || id.includes('titan-embed-g1')) return embeddingsUpstream(titan);
  return id.includes('cohere.embed') ? embeddingsUpstream(cohere) : undefined;
}
