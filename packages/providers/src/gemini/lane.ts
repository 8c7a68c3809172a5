import { asObject, type JsonObject, parseObject } from '@weir/protocol/json-read';
import { scanTopLevel } from '@weir/protocol/json-spans';
import type { PassThroughRequest, ProviderTarget } from '../provider.ts';
import type { Lane } from '../shared/to-http.ts';

/** A model as a path names it: `models/` may lead it, tuned models have a collection of their own. */
export function modelPath(model: string): string {
  const [, collection = 'models', name = ''] = /^(?:(models|tunedModels)\/)?(.*)$/s.exec(model) ?? [];
  return `${collection}/${encodeURIComponent(name)}`;
}

/** The method for a conversation. Streams are asked for as server-sent events, whatever form the client wants. */
export function generateMethod(streaming: boolean): string {
  return streaming ? 'streamGenerateContent?alt=sse' : 'generateContent';
}

/** Many texts stand in `requests`, and have a method of their own. */
function isBatch({ body }: PassThroughRequest): boolean {
  return scanTopLevel(body)?.has('requests') === true;
}

function named(value: unknown, model: string): unknown {
  const object = asObject(value);
  return object === undefined || object['model'] === undefined ? value : { ...object, model };
}

/** The body with the upstream's model wherever the client repeats the one of the path. */
function withModel(body: JsonObject, model: string): JsonObject {
  const { requests, generateContentRequest: counted } = body;
  return {
    ...asObject(named(body, model)),
    ...(Array.isArray(requests) ? { requests: requests.map((one) => named(one, model)) } : {}),
    ...(counted === undefined ? {} : { generateContentRequest: named(counted, model) }),
  };
}

/** As it came, unless it names a model: that has to be the path's. */
function bodyOf({ body }: PassThroughRequest, { model }: ProviderTarget): Buffer {
  const spans = scanTopLevel(body);
  const names = ['model', 'requests', 'generateContentRequest'].some((key) => spans?.has(key) === true);
  const parsed = names && body.includes('"model"') ? parseObject(body.toString()) : undefined;
  return parsed === undefined ? body : Buffer.from(JSON.stringify(withModel(parsed, modelName(model))));
}

function modelName(model: string): string {
  return model.includes('/') ? model : `models/${model}`;
}

function pathOf(model: string, method: string): string {
  return `/v1beta/${modelPath(model)}:${method}`;
}

/** https://ai.google.dev/api/generate-content, .../api/tokens and .../api/embeddings. */
export const geminiLane: Lane = {
  paths: {
    generate_content: ({ streaming }, { model }) => pathOf(model, generateMethod(streaming)),
    gemini_count_tokens: (_, { model }) => pathOf(model, 'countTokens'),
    gemini_embed: (request, { model }) => pathOf(model, isBatch(request) ? 'batchEmbedContents' : 'embedContent'),
  },
  headers: { 'content-type': 'application/json' },
  asksForUsage: () => false,
  bodyOf,
};
