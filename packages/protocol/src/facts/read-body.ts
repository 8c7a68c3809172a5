import { asList, asObject, type JsonObject } from '../json-read.ts';
import type { Operation } from '../operation.ts';
import { readContent } from './read-content.ts';
import { either, readContents, readGeminiContent, readGeminiTools } from './read-gemini.ts';
import { readTools } from './read-tools.ts';
import { readInput, readMessages } from './read-turns.ts';
import { type SaidEffort, saidEffort } from './said-effort.ts';
import type { Tally } from './tally.ts';

/** What a dialect calls the fields that all of them have. */
export type BodySettings = {
  readonly outputTokensMax?: unknown;
  readonly temperature?: unknown;
  readonly user?: unknown;
  readonly metadata?: unknown;
  readonly effort?: SaidEffort;
};

function readSchema(tally: Tally, schema: unknown): void {
  tally.need('structured_output');
  tally.json(schema);
}

function readChatFormat(tally: Tally, value: unknown): void {
  const format = asObject(value);
  if (format?.['type'] === 'json_schema') {
    // Responses and Anthropic have the schema beside the type.
    readSchema(tally, asObject(format['json_schema'])?.['schema'] ?? format['schema']);
  } else if (format?.['type'] === 'json_object' && asObject(format['schema']) !== undefined) {
    readSchema(tally, format['schema']);
  }
}

function chatEffort(body: JsonObject): SaidEffort {
  const own = asObject(body['reasoning']);
  const thinking = asObject(body['thinking']);
  return saidEffort({
    effort: body['reasoning_effort'] ?? own?.['effort'],
    mode: own?.['enabled'] ?? thinking?.['type'],
    budgetTokens: own?.['max_tokens'] ?? thinking?.['budget_tokens'],
  });
}

function readChat(tally: Tally, body: JsonObject): BodySettings {
  readMessages(tally, body['messages']);
  readTools(tally, body['tools'] ?? body['functions']);
  readChatFormat(tally, body['response_format']);
  return {
    outputTokensMax: body['max_completion_tokens'] ?? body['max_tokens'],
    temperature: body['temperature'],
    user: body['safety_identifier'] ?? body['user'],
    metadata: body['metadata'],
    effort: chatEffort(body),
  };
}

function readResponses(tally: Tally, body: JsonObject): BodySettings {
  if (typeof body['instructions'] === 'string') {
    tally.turn();
    tally.text(body['instructions']);
  }
  readInput(tally, body['input']);
  readTools(tally, body['tools']);
  readChatFormat(tally, asObject(body['text'])?.['format']);
  return {
    outputTokensMax: body['max_output_tokens'],
    temperature: body['temperature'],
    user: body['safety_identifier'] ?? body['user'],
    metadata: body['metadata'],
    effort: saidEffort({ effort: asObject(body['reasoning'])?.['effort'] }),
  };
}

function readAnthropic(tally: Tally, body: JsonObject): BodySettings {
  if (body['system'] !== undefined && body['system'] !== null) {
    tally.turn();
    readContent(tally, body['system']);
  }
  readMessages(tally, body['messages']);
  readTools(tally, body['tools']);
  const config = asObject(body['output_config']);
  const thinking = asObject(body['thinking']);
  readChatFormat(tally, config?.['format'] ?? body['output_format']);
  return {
    outputTokensMax: body['max_tokens'],
    temperature: body['temperature'],
    user: asObject(body['metadata'])?.['user_id'],
    metadata: body['metadata'],
    effort: saidEffort({
      effort: config?.['effort'],
      mode: thinking?.['type'],
      budgetTokens: thinking?.['budget_tokens'],
    }),
  };
}

/** A schema counts for JSON only, as the API has it. */
function readGeminiFormat(tally: Tally, config: JsonObject | undefined): void {
  if (either(config, 'responseMimeType', 'response_mime_type') !== 'application/json') return;
  const schema =
    either(config, 'responseJsonSchema', 'response_json_schema') ??
    config?.['_responseJsonSchema'] ??
    either(config, 'responseSchema', 'response_schema');
  if (schema !== undefined) readSchema(tally, schema);
}

function readGemini(tally: Tally, body: JsonObject): BodySettings {
  const system = either(body, 'systemInstruction', 'system_instruction');
  if (system !== undefined) {
    tally.turn();
    readGeminiContent(tally, system);
  }
  readContents(tally, body['contents']);
  readGeminiTools(tally, body['tools']);
  const config = asObject(either(body, 'generationConfig', 'generation_config'));
  const thinking = asObject(either(config, 'thinkingConfig', 'thinking_config'));
  readGeminiFormat(tally, config);
  return {
    outputTokensMax: either(config, 'maxOutputTokens', 'max_output_tokens'),
    temperature: config?.['temperature'],
    metadata: body['labels'],
    effort: saidEffort({
      effort: either(thinking, 'thinkingLevel', 'thinking_level'),
      budgetTokens: either(thinking, 'thinkingBudget', 'thinking_budget'),
    }),
  };
}

/** Texts, numbers of tokens, or lists of either, as prompts and inputs are written. */
function readTexts(tally: Tally, value: unknown): void {
  for (const one of Array.isArray(value) ? value : [value]) {
    if (typeof one === 'number') tally.allowanceTokens++;
    else if (Array.isArray(one)) tally.allowanceTokens += one.length;
    else readContent(tally, typeof one === 'string' ? one : [one]);
  }
}

function readPrompt(tally: Tally, body: JsonObject): BodySettings {
  readTexts(tally, body['prompt'] ?? body['input']);
  return {
    outputTokensMax: body['max_tokens'],
    temperature: body['temperature'],
    user: body['safety_identifier'] ?? body['user'],
    metadata: body['metadata'],
  };
}

function readGeminiEmbed(tally: Tally, body: JsonObject): BodySettings {
  readGeminiContent(tally, body['content']);
  for (const request of asList(body['requests'])) readGeminiContent(tally, asObject(request)?.['content']);
  return {};
}

function readRerank(tally: Tally, body: JsonObject): BodySettings {
  tally.text(body['query']);
  for (const one of asList(body['documents'])) tally.text(typeof one === 'string' ? one : asObject(one)?.['text']);
  return {};
}

/** Adds up a body by its Operation; gives the settings that it has. */
export function readBody(operation: Operation, body: JsonObject, tally: Tally): BodySettings {
  switch (operation) {
    case 'chat':
      return readChat(tally, body);
    case 'responses':
      return readResponses(tally, body);
    case 'messages':
    case 'count_tokens':
      return readAnthropic(tally, body);
    case 'generate_content':
      return readGemini(tally, body);
    case 'gemini_count_tokens':
      return readGemini(tally, asObject(either(body, 'generateContentRequest', 'generate_content_request')) ?? body);
    case 'gemini_embed':
      return readGeminiEmbed(tally, body);
    case 'rerank':
      return readRerank(tally, body);
    case 'completions':
    case 'embeddings':
    case 'images':
    case 'image_edits':
    case 'moderations':
    case 'speech':
    case 'transcription':
      return readPrompt(tally, body);
  }
}
