import type { RequestHead } from '../../canonical/chat-dialect.ts';
import type { ChatRequest } from '../../canonical/chat-request.ts';
import { defined, Fields, refused } from '../../canonical/fields.ts';
import { WeirError } from '../../errors.ts';
import type { JsonObject } from '../../json-read.ts';
import { camelKeys } from './camel-keys.ts';
import { parseConfig } from './parse-config.ts';
import { fieldsOf } from './parse-part.ts';
import { parseToolConfig, parseTools } from './parse-tools.ts';
import { parseContents, parseSystem } from './parse-turns.ts';

const knownFields = new Set([
  'model',
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'generationConfig',
  'serviceTier',
]);

function modelOf(body: Fields, head: RequestHead): string {
  const model = head.model ?? body.text('model')?.replace(/^models\//, '');
  if (model === undefined || model === '') throw refused('model', 'named in the path');
  return model;
}

function read(object: JsonObject, head: RequestHead): ChatRequest {
  const body = new Fields(camelKeys(object), '');
  const config = parseConfig(body.value('generationConfig'));
  const choice = body.value('toolConfig');
  const toolConfig = parseToolConfig(choice === undefined ? undefined : fieldsOf(choice, 'toolConfig'));
  const { native: configNative, sampling, ...shape } = config;
  const { native: choiceNative, ...chosen } = toolConfig;
  const native = { ...configNative, ...choiceNative, ...body.rest(knownFields) };
  return {
    dialect: 'generate_content',
    model: modelOf(body, head),
    streaming: head.streaming ?? false,
    turns: [...parseSystem(body.value('systemInstruction')), ...parseContents(body.value('contents'))],
    tools: parseTools(body.list('tools') ?? []),
    sampling,
    ...shape,
    ...chosen,
    ...defined({
      serviceTier: body.text('serviceTier'),
      native: Object.keys(native).length === 0 ? undefined : native,
    }),
  };
}

/** Reads a request of `models/{model}:generateContent` or `:streamGenerateContent`; names may be in snake_case. */
export function parseRequest(body: JsonObject, head: RequestHead): ChatRequest {
  try {
    return read(body, head);
  } catch (error) {
    // The stack ends before the memory does: nested so deep that it cannot be written again.
    if (!(error instanceof RangeError)) throw error;
    throw new WeirError('invalid_request', 'The request body is nested too deep.', { cause: error });
  }
}
