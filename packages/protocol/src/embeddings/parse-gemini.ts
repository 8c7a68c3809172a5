import { defined, Fields, objectOf, refused } from '../canonical/fields.ts';
import { camelKeys } from '../dialects/generate-content/camel-keys.ts';
import { WeirError } from '../errors.ts';
import type { JsonObject } from '../json-read.ts';
import type { EmbeddingsInput, EmbeddingsRequest } from './embeddings.ts';
import { purposeOfTask } from './task-type.ts';

const knownFields: ReadonlySet<string> = new Set([
  'model',
  'content',
  'taskType',
  'title',
  'outputDimensionality',
  'embedContentConfig',
]);

type Shape = Pick<EmbeddingsRequest, 'dimensions' | 'purpose' | 'title'>;
type Entry = { readonly input: EmbeddingsInput; readonly shape: Shape; readonly foreign: readonly string[] };

function fieldsAt(value: unknown, path: string): Fields {
  return new Fields(camelKeys(objectOf(value, path)), path);
}

/** The texts of a content; what is no text cannot be sent to a target of another dialect. */
function textOf(content: Fields): string {
  const parts = content.list('parts') ?? [];
  if (parts.length === 0) throw refused(content.at('parts'), 'an array of at least one part');
  const texts = parts.map((value, index) => {
    const part = fieldsAt(value, `${content.at('parts')}.${index}`);
    const text = part.text('text');
    if (text !== undefined) return text;
    const message = `${part.path} is no text, which is all that can be sent to a model of another vendor.`;
    throw new WeirError('unsupported_capability', message, { field: part.path });
  });
  return texts.join('\n');
}

function entryOf(body: Fields): Entry {
  const config = body.nested('embedContentConfig') ?? body;
  const content = body.value('content');
  if (content === undefined) throw refused(body.at('content'), 'an object');
  const task = config.text('taskType') ?? body.text('taskType');
  const dimensions = config.whole('outputDimensionality') ?? body.whole('outputDimensionality');
  if (dimensions !== undefined && dimensions < 1) throw refused(body.at('outputDimensionality'), 'at least 1');
  return {
    input: { kind: 'text', text: textOf(fieldsAt(content, body.at('content'))) },
    shape: defined({
      dimensions,
      purpose: task === undefined ? undefined : purposeOfTask(task),
      title: config.text('title') ?? body.text('title'),
    }),
    foreign: Object.keys(body.rest(knownFields) ?? {}),
  };
}

function sameShape(entries: readonly Entry[]): Shape {
  const [first, ...others] = entries;
  const shape = first?.shape ?? {};
  const differing = others.findIndex((other) => JSON.stringify(other.shape) !== JSON.stringify(shape));
  if (differing === -1) return shape;
  const field = `requests.${differing + 1}`;
  const message = `${field} asks for another kind of vector than requests.0, which a model of another vendor cannot do.`;
  throw new WeirError('unsupported_capability', message, { field });
}

/**
 * Reads `models/{model}:embedContent` or `:batchEmbedContents` (https://ai.google.dev/api/embeddings). Throws
 * invalid_request naming the field, and unsupported_capability for what no other vendor embeds.
 */
export function parseGeminiEmbeddings(object: JsonObject, model: string): EmbeddingsRequest {
  const body = new Fields(camelKeys(object), '');
  const requests = body.list('requests');
  if (requests?.length === 0) throw refused('requests', 'an array of at least one request');
  const entries = requests?.map((one, index) => entryOf(fieldsAt(one, `requests.${index}`))) ?? [entryOf(body)];
  return {
    dialect: 'gemini_embed',
    model,
    inputs: entries.map(({ input }) => input),
    form: requests === undefined ? 'one' : 'many',
    foreign: [...new Set(entries.flatMap(({ foreign }) => foreign))],
    ...sameShape(entries),
  };
}
