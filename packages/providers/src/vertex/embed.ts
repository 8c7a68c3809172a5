import { embedUsage } from '@weir/protocol/dialects/generate-content/generate-usage';
import { droppedOf, textsToEmbed } from '@weir/protocol/embeddings/embedding-losses';
import type { EmbeddingsRequest } from '@weir/protocol/embeddings/embeddings';
import { vectorOf, vectorsOf } from '@weir/protocol/embeddings/read-vectors';
import { taskOfPurpose } from '@weir/protocol/embeddings/task-type';
import { asObject, countAt, type JsonObject, listAt, objectAt } from '@weir/protocol/json-read';
import type { EmbeddingsUpstream } from '../provider.ts';
import { defined, unlessEmpty } from '../shared/defined.ts';
import { endpointUrl } from '../shared/endpoint-url.ts';
import { embeddingsUpstream } from '../shared/whole-upstream.ts';
import { methodPath } from './paths.ts';

const name = 'Google Vertex AI';

/** https://cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api: 250 texts in a call, Gemini's model one. */
function textsMax(model: string): number {
  return model.includes('gemini-embedding') ? 1 : 250;
}

function taskOf({ purpose }: EmbeddingsRequest): string | undefined {
  return purpose === undefined ? undefined : taskOfPurpose(purpose);
}

function tokensOf(embeddings: readonly (JsonObject | undefined)[]): number | undefined {
  const counts = embeddings.map((one) => countAt(objectAt(one, 'statistics'), 'token_count'));
  if (counts.length === 0 || counts.includes(undefined)) return undefined;
  return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}

/** The models that are asked by `predict`. */
const predicting = embeddingsUpstream({
  urlOf: (target) => endpointUrl(target.baseUrl, methodPath(target, 'predict')),
  encode(request, { model }) {
    const task_type = taskOf(request);
    const texts = textsToEmbed(request, { name, model }, textsMax(model));
    const instances = texts.map((content) => defined({ content, task_type, title: request.title }));
    const parameters = unlessEmpty(defined({ outputDimensionality: request.dimensions }));
    return { body: defined({ instances, parameters }), dropped: droppedOf(request, ['user']) };
  },
  read(body) {
    const embeddings = listAt(body, 'predictions').map((one) => objectAt(asObject(one), 'embeddings'));
    const vectors = vectorsOf(embeddings.map((one) => one?.['values']));
    const input = tokensOf(embeddings);
    return vectors === undefined ? undefined : { vectors, ...(input === undefined ? {} : { usage: { input } }) };
  },
});

/** Those that came later are asked by `embedContent`, as Google's SDK does. */
const embedding = embeddingsUpstream({
  urlOf: (target) => endpointUrl(target.baseUrl, methodPath(target, 'embedContent')),
  encode(request, { model }) {
    const [text = ''] = textsToEmbed(request, { name, model }, 1);
    const { title, dimensions } = request;
    const config = defined({ taskType: taskOf(request), title, outputDimensionality: dimensions });
    const body = defined({ content: { parts: [{ text }] }, embedContentConfig: unlessEmpty(config) });
    return { body, dropped: droppedOf(request, ['user']) };
  },
  read(body) {
    const vector = vectorOf(objectAt(body, 'embedding')?.['values']);
    const usage = embedUsage(body);
    if (vector === undefined) return undefined;
    return { vectors: [vector], ...(Object.keys(usage).length === 0 ? {} : { usage }) };
  },
});

/** Google's models for text at Vertex. */
export function vertexEmbeddings(model: string): EmbeddingsUpstream {
  return model.includes('gemini') && !model.includes('gemini-embedding-001') ? embedding : predicting;
}
