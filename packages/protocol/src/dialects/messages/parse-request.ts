import type { RequestHead } from '../../canonical/chat-dialect.ts';
import type { ChatRequest, Effort, OutputFormat, ReasoningRequest, Sampling } from '../../canonical/chat-request.ts';
import type { JsonObject } from '../../json-read.ts';
import { readCache } from './parse-source.ts';
import { readToolChoice, readTools } from './parse-tools.ts';
import { readTurns } from './parse-turns.ts';
import {
  fault,
  given,
  isAbsent,
  needObject,
  needText,
  optionalCount,
  optionalFlag,
  optionalNumber,
  optionalText,
  optionalTexts,
  restOf,
} from './read-field.ts';

const knownKeys: ReadonlySet<string> = new Set([
  'model',
  'messages',
  'system',
  'max_tokens',
  'metadata',
  'stop_sequences',
  'stream',
  'temperature',
  'top_p',
  'top_k',
  'tools',
  'tool_choice',
  'thinking',
  'output_config',
  'output_format',
  'service_tier',
  'cache_control',
]);

const efforts: readonly Effort[] = ['low', 'medium', 'high', 'xhigh', 'max'];

function readEffort(config: JsonObject | undefined): Effort | undefined {
  const word = config === undefined ? undefined : optionalText(config, 'effort', 'output_config');
  if (word === undefined) return undefined;
  const effort = efforts.find((one) => one === word);
  if (effort === undefined) throw fault('output_config.effort', `must be one of ${efforts.join(', ')}`);
  return effort;
}

function readThinking(body: JsonObject): ReasoningRequest {
  if (isAbsent(body['thinking'])) return {};
  const thinking = needObject(body['thinking'], 'thinking');
  const mode = needText(thinking, 'type', 'thinking');
  if (mode !== 'enabled' && mode !== 'adaptive' && mode !== 'disabled') {
    throw fault('thinking.type', 'must be enabled, adaptive or disabled');
  }
  const budgetTokens = optionalCount(thinking, 'budget_tokens', 'thinking.budget_tokens');
  if (mode === 'enabled' && budgetTokens === undefined) throw fault('thinking.budget_tokens', 'must be given');
  const display = optionalText(thinking, 'display', 'thinking');
  return {
    mode,
    ...given('budgetTokens', budgetTokens),
    ...given('shown', mode === 'disabled' ? undefined : display !== 'omitted'),
    ...given('native', display === undefined ? undefined : { display }),
  };
}

function readReasoning(body: JsonObject, config: JsonObject | undefined): ReasoningRequest | undefined {
  const reasoning = { ...readThinking(body), ...given('effort', readEffort(config)) };
  return Object.keys(reasoning).length === 0 ? undefined : reasoning;
}

/** `output_config.format`, or `output_format` as it was called in the beta. */
function readFormat(body: JsonObject, config: JsonObject | undefined): OutputFormat | undefined {
  const field = isAbsent(config?.['format']) ? 'output_format' : 'output_config.format';
  const value = config?.['format'] ?? body['output_format'];
  if (isAbsent(value)) return undefined;
  const format = needObject(value, field);
  if (format['type'] !== 'json_schema') throw fault(`${field}.type`, 'must be json_schema');
  return {
    kind: 'schema',
    ...given('name', optionalText(format, 'name', field)),
    schema: needObject(format['schema'], `${field}.schema`),
  };
}

function readSampling(body: JsonObject): Sampling {
  return {
    ...given('outputTokensMax', optionalCount(body, 'max_tokens', 'max_tokens')),
    ...given('temperature', optionalNumber(body, 'temperature', 'temperature')),
    ...given('topP', optionalNumber(body, 'top_p', 'top_p')),
    ...given('topK', optionalCount(body, 'top_k', 'top_k')),
    ...given('stop', optionalTexts(body, 'stop_sequences', 'stop_sequences')),
  };
}

const metadataKeys: ReadonlySet<string> = new Set(['user_id']);
const configKeys: ReadonlySet<string> = new Set(['effort', 'format']);

/** What has no canonical name, also inside of fields that have one. */
function readNative(body: JsonObject, metadata: JsonObject | undefined, config: JsonObject | undefined): JsonObject {
  return {
    ...restOf(body, knownKeys),
    ...given('metadata', metadata && restOf(metadata, metadataKeys)),
    ...given('output_config', config && restOf(config, configKeys)),
  };
}

/** A request of which only the conversation is demanded: what counting tokens takes. */
export function parseConversation(body: JsonObject, head: RequestHead): ChatRequest {
  const metadata = isAbsent(body['metadata']) ? undefined : needObject(body['metadata'], 'metadata');
  const config = isAbsent(body['output_config']) ? undefined : needObject(body['output_config'], 'output_config');
  const model = head.model ?? optionalText(body, 'model', 'model');
  if (model === undefined) throw fault('model', 'must be given');
  const native = readNative(body, metadata, config);
  return {
    dialect: 'messages',
    model,
    streaming: head.streaming ?? optionalFlag(body, 'stream', 'stream') ?? false,
    turns: readTurns(body),
    tools: readTools(body),
    ...readToolChoice(body),
    ...given('output', readFormat(body, config)),
    ...given('reasoning', readReasoning(body, config)),
    sampling: readSampling(body),
    ...given('serviceTier', optionalText(body, 'service_tier', 'service_tier')),
    ...given('user', metadata && optionalText(metadata, 'user_id', 'metadata')),
    ...readCache(body, 'cache_control'),
    ...(Object.keys(native).length === 0 ? {} : { native }),
  };
}

/** Reads a client's Messages request. Throws WeirError invalid_request naming the field. */
export function parseRequest(body: JsonObject, head: RequestHead): ChatRequest {
  const request = parseConversation(body, head);
  if (request.sampling.outputTokensMax === undefined) throw fault('max_tokens', 'must be given');
  return request;
}
