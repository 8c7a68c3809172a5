import type { RequestHead } from '../../canonical/chat-dialect.ts';
import type { ChatRequest, OutputFormat, Sampling } from '../../canonical/chat-request.ts';
import { defined, Fields, listOf, refused, withoutKnown } from '../../canonical/fields.ts';
import type { JsonObject } from '../../json-read.ts';
import { parseReasoningRequest, reasoningFields, unknownEffort } from './parse-reasoning-request.ts';
import { parseOutput, parseToolChoice, parseTools, searchField } from './parse-tools.ts';
import { parseTurns } from './parse-turns.ts';

function stopOf(body: Fields): readonly string[] | undefined {
  const value = body.value('stop');
  return typeof value === 'string' ? [value] : body.texts('stop');
}

function logitBiasOf(body: Fields): Readonly<Record<string, number>> | undefined {
  const bias = body.nested('logit_bias');
  if (bias === undefined) return undefined;
  const pairs = Object.keys(bias.object).map((token): [string, number] => [token, bias.number(token) ?? 0]);
  return Object.fromEntries(pairs);
}

function samplingOf(body: Fields): Sampling {
  return defined({
    outputTokensMax: body.whole('max_completion_tokens') ?? body.whole('max_tokens'),
    temperature: body.number('temperature'),
    topP: body.number('top_p'),
    topK: body.number('top_k'),
    seed: body.whole('seed') ?? body.whole('random_seed'),
    stop: stopOf(body),
    frequencyPenalty: body.number('frequency_penalty'),
    presencePenalty: body.number('presence_penalty'),
    logitBias: logitBiasOf(body),
    n: body.whole('n'),
    logprobs: body.flag('logprobs'),
    topLogprobs: body.whole('top_logprobs'),
  });
}

type Metadata = Readonly<Record<string, string>>;

/** Labels are texts; any other metadata is a vendor's own. */
function metadataOf(body: Fields): Metadata | undefined {
  const metadata = body.nested('metadata')?.object;
  if (metadata === undefined) return undefined;
  const texts = Object.entries(metadata).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[key, value]] : [],
  );
  return texts.length === Object.keys(metadata).length ? Object.fromEntries(texts) : undefined;
}

type Modality = 'text' | 'audio' | 'image';

function modalitiesOf(body: Fields): readonly Modality[] | undefined {
  const words = body.texts('modalities');
  if (words === undefined) return undefined;
  const known = words.filter((word) => word === 'text' || word === 'audio' || word === 'image');
  return known.length === words.length ? known : undefined;
}

function outputOf(body: Fields): OutputFormat | undefined {
  const format = body.nested('response_format');
  return format === undefined ? undefined : parseOutput(format);
}

/** `include_usage` is the answer's matter (AnswerContext); what else a stream is told stays. */
function streamOptionsOf(body: Fields): JsonObject | undefined {
  const options = body.nested('stream_options')?.rest(new Set(['include_usage']));
  return options === undefined ? undefined : { stream_options: options };
}

const readAlways = [
  'model',
  'messages',
  'stream',
  'stream_options',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'max_completion_tokens',
  'max_tokens',
  'temperature',
  'top_p',
  'top_k',
  'seed',
  'random_seed',
  'stop',
  'frequency_penalty',
  'presence_penalty',
  'logit_bias',
  'n',
  'logprobs',
  'top_logprobs',
  'verbosity',
  'service_tier',
  'user',
  'prompt_cache_key',
  'prompt_cache_retention',
  'audio',
  'store',
  searchField,
  ...reasoningFields,
] as const;

/** What one field of two names says otherwise than the one that is read. */
function otherNames(body: Fields): JsonObject | undefined {
  const limit = body.whole('max_completion_tokens');
  const old = body.whole('max_tokens');
  return limit === undefined || old === undefined || old === limit ? undefined : { max_tokens: old };
}

function nativeOf(body: Fields, read: readonly (string | undefined)[]): JsonObject | undefined {
  const known = new Set<string>([...readAlways, ...read.filter((field) => field !== undefined)]);
  const native = {
    ...withoutKnown(body.object, known),
    ...streamOptionsOf(body),
    ...otherNames(body),
    ...unknownEffort(body.object),
  };
  return Object.keys(native).length === 0 ? undefined : native;
}

/** Reads a Chat Completions request of any vendor. Throws WeirError invalid_request naming the field. */
export function parseRequest(object: JsonObject, head: RequestHead): ChatRequest {
  const body = new Fields(object, '');
  const messages = listOf(body.value('messages'), 'messages');
  if (messages.length === 0) throw refused('messages', 'an array of at least one message');
  const choice = body.value('tool_choice');
  const [metadata, modalities, output] = [metadataOf(body), modalitiesOf(body), outputOf(body)];
  return {
    dialect: 'chat',
    model: head.model ?? body.needName('model'),
    streaming: head.streaming ?? body.flag('stream') ?? false,
    turns: parseTurns(messages),
    tools: parseTools(body),
    sampling: samplingOf(body),
    ...defined({
      toolChoice: choice === undefined ? undefined : parseToolChoice(choice),
      parallelToolCalls: body.flag('parallel_tool_calls'),
      output,
      verbosity: body.text('verbosity'),
      reasoning: parseReasoningRequest(object),
      serviceTier: body.text('service_tier'),
      user: body.text('user'),
      metadata,
      promptCacheKey: body.text('prompt_cache_key'),
      promptCacheRetention: body.text('prompt_cache_retention'),
      modalities,
      audio: body.nested('audio')?.object,
      store: body.flag('store'),
      native: nativeOf(body, [metadata && 'metadata', modalities && 'modalities', output && 'response_format']),
    }),
  };
}
