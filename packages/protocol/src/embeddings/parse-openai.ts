import { defined, Fields, refused } from '../canonical/fields.ts';
import { entryOf, type JsonObject } from '../json-read.ts';
import type { EmbeddingPurpose, EmbeddingsInput, EmbeddingsRequest } from './embeddings.ts';

/** Of other vendors' forms of the dialect (Cohere, Voyage, NVIDIA, OpenRouter): what a vector is for. */
const purposes: Readonly<Record<string, EmbeddingPurpose>> = {
  query: 'query',
  search_query: 'query',
  document: 'document',
  passage: 'document',
  search_document: 'document',
  classification: 'classification',
  clustering: 'clustering',
};

const knownFields: ReadonlySet<string> = new Set(['model', 'input', 'dimensions', 'encoding_format', 'user']);

const inputForms = 'a string, or an array of strings, of token numbers, or of arrays of them';

function isToken(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function tokensOf(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) && value.length > 0 && value.every(isToken) ? value : undefined;
}

function inputOf(value: unknown, field: string): EmbeddingsInput {
  if (typeof value === 'string') return { kind: 'text', text: value };
  const tokens = tokensOf(value);
  if (tokens === undefined) throw refused(field, inputForms);
  return { kind: 'tokens', tokens };
}

function inputsOf(value: unknown): readonly EmbeddingsInput[] {
  if (typeof value === 'string') return [inputOf(value, 'input')];
  if (!Array.isArray(value) || value.length === 0) throw refused('input', inputForms);
  if (typeof value[0] === 'number') return [inputOf(value, 'input')];
  return value.map((one, index) => inputOf(one, `input.${index}`));
}

function formOf(body: Fields): EmbeddingsRequest['form'] {
  const format = body.text('encoding_format') ?? 'float';
  if (format !== 'float' && format !== 'base64') throw refused('encoding_format', 'float or base64');
  return format === 'float' ? 'floats' : 'base64';
}

/** Reads OpenAI's request for embeddings (https://platform.openai.com/docs/api-reference/embeddings/create). Throws invalid_request naming the field. */
export function parseOpenaiEmbeddings(object: JsonObject, model: string): EmbeddingsRequest {
  const body = new Fields(object, '');
  const word = body.value('input_type');
  const purpose = typeof word === 'string' ? entryOf(purposes, word) : undefined;
  const foreign = Object.keys(body.rest(knownFields) ?? {});
  const dimensions = body.whole('dimensions') ?? body.whole('output_dimension');
  if (dimensions !== undefined && dimensions < 1) throw refused('dimensions', 'at least 1');
  return {
    dialect: 'embeddings',
    model,
    inputs: inputsOf(body.value('input')),
    form: formOf(body),
    foreign: foreign.filter(
      (field) => field !== 'output_dimension' && (field !== 'input_type' || purpose === undefined),
    ),
    ...defined({ dimensions, purpose, user: body.text('user') }),
  };
}
