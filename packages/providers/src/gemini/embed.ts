import { embedUsage } from '@weir/protocol/dialects/generate-content/generate-usage';
import { droppedOf, textsToEmbed } from '@weir/protocol/embeddings/embedding-losses';
import type { EmbeddingsRequest } from '@weir/protocol/embeddings/embeddings';
import { vectorsOf } from '@weir/protocol/embeddings/read-vectors';
import { taskOfPurpose } from '@weir/protocol/embeddings/task-type';
import { asObject, type JsonObject, listAt } from '@weir/protocol/json-read';
import type { EmbeddingsUpstream } from '../provider.ts';
import { defined } from '../shared/defined.ts';
import { endpointUrl } from '../shared/endpoint-url.ts';
import { embeddingsUpstream } from '../shared/whole-upstream.ts';
import { modelPath } from './lane.ts';

function shapeOf({ purpose, title, dimensions }: EmbeddingsRequest): JsonObject {
  const taskType = purpose === undefined ? undefined : taskOfPurpose(purpose);
  return defined({ taskType, title, outputDimensionality: dimensions });
}

/** https://ai.google.dev/api/embeddings#method:-models.batchembedcontents, for one text as for many. */
export const geminiEmbeddings: EmbeddingsUpstream = embeddingsUpstream({
  urlOf: ({ baseUrl, model }) => endpointUrl(baseUrl, `/v1beta/${modelPath(model)}:batchEmbedContents`),
  encode(request, { model }) {
    const named = model.includes('/') ? model : `models/${model}`;
    const requests = textsToEmbed(request, { name: 'Gemini', model }).map((text) => ({
      model: named,
      content: { parts: [{ text }] },
      ...shapeOf(request),
    }));
    return { body: { requests }, dropped: droppedOf(request, ['user']) };
  },
  read(body) {
    const vectors = vectorsOf(listAt(body, 'embeddings').map((one) => asObject(one)?.['values']));
    const usage = embedUsage(body);
    return vectors === undefined ? undefined : { vectors, ...(Object.keys(usage).length === 0 ? {} : { usage }) };
  },
});
