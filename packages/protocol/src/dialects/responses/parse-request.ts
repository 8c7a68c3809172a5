import type { RequestHead } from '../../canonical/chat-dialect.ts';
import type {
  ChatRequest,
  Effort,
  OutputFormat,
  ReasoningRequest,
  Sampling,
  Tool,
  Turn,
} from '../../canonical/chat-request.ts';
import { defined, Fields, refused, textOf } from '../../canonical/fields.ts';
import type { JsonObject } from '../../json-read.ts';
import { parseItems } from './parse-items.ts';
import { parseToolChoice, parseTools, withFoundTools } from './parse-tools.ts';

const efforts: readonly Effort[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'];

/** What `include` asks for that has a canonical name. */
export const sealedReasoning = 'reasoning.encrypted_content';
export const textLogprobs = 'message.output_text.logprobs';

const readFields: ReadonlySet<string> = new Set([
  'model',
  'stream',
  'input',
  'instructions',
  'tools',
  'tool_choice',
  'parallel_tool_calls',
  'text',
  'reasoning',
  'max_output_tokens',
  'temperature',
  'top_p',
  'top_logprobs',
  'presence_penalty',
  'frequency_penalty',
  'service_tier',
  'user',
  'metadata',
  'prompt_cache_key',
  'prompt_cache_retention',
  'store',
  'previous_response_id',
  'include',
]);

/** Fields that say what holds without them. */
const defaults: Readonly<Record<string, unknown>> = { truncation: 'disabled', background: false };

function inputTurns(fields: Fields, tools: readonly Tool[]): readonly Turn[] {
  const input = fields.value('input');
  const instructions = fields.text('instructions');
  const system: readonly Turn[] =
    instructions === undefined
      ? []
      : [{ role: 'system', parts: [{ kind: 'text', text: instructions }], instructions: true }];
  if (input === undefined) return system;
  if (typeof input === 'string') return [...system, { role: 'user', parts: [{ kind: 'text', text: input }] }];
  if (!Array.isArray(input)) throw refused('input', 'a string or an array');
  return [...system, ...parseItems(input, { tools, signer: 'openai' })];
}

const formatFields = new Set(['type', 'name', 'description', 'schema', 'strict']);

type TextSettings = { output?: OutputFormat; verbosity?: string; native?: JsonObject };

/** `text`: the form of the answer, and how wordy it is. */
function textSettings(fields: Fields | undefined): TextSettings {
  if (fields === undefined) return {};
  const verbosity = fields.text('verbosity');
  const format = fields.nested('format');
  const rest = fields.rest(new Set(['verbosity', 'format']));
  const type = format?.text('type') ?? (format?.value('schema') === undefined ? 'text' : 'json_schema');
  const output = format === undefined ? undefined : outputOf(format, type);
  const unread = format === undefined ? undefined : output === undefined ? format.object : format.rest(formatFields);
  const native = { ...rest, ...(unread === undefined ? {} : { format: unread }) };
  return defined({ output, verbosity, native: Object.keys(native).length === 0 ? undefined : native });
}

function outputOf(format: Fields, type: string): OutputFormat | undefined {
  switch (type) {
    case 'text':
      return { kind: 'text' };
    case 'json_object':
      return { kind: 'json' };
    case 'json_schema': {
      const schema = format.nested('schema');
      if (schema === undefined) throw refused(format.at('schema'), 'an object');
      return {
        kind: 'schema',
        schema: schema.object,
        ...defined({
          name: format.text('name'),
          description: format.text('description'),
          strict: format.flag('strict'),
        }),
      };
    }
    default:
      return undefined;
  }
}

const reasoningFields = new Set(['effort', 'summary']);

type ReasoningSettings = { reasoning?: ReasoningRequest; native?: JsonObject };

function reasoningSettings(fields: Fields | undefined, sealed: boolean): ReasoningSettings {
  const word = fields?.text('effort');
  const effort = efforts.find((one) => one === word);
  if (word !== undefined && effort === undefined) throw refused('reasoning.effort', `one of ${efforts.join(', ')}`);
  const summary = fields?.text('summary');
  const reasoning = defined({
    effort,
    shown: summary === undefined ? undefined : true,
    summary,
    sealed: sealed ? true : undefined,
  });
  const native = fields?.rest(reasoningFields);
  return defined({ reasoning: Object.keys(reasoning).length === 0 ? undefined : reasoning, native });
}

function sampling(fields: Fields, logprobs: boolean): Sampling {
  return defined({
    outputTokensMax: fields.whole('max_output_tokens'),
    temperature: fields.number('temperature'),
    topP: fields.number('top_p'),
    presencePenalty: fields.number('presence_penalty'),
    frequencyPenalty: fields.number('frequency_penalty'),
    topLogprobs: fields.whole('top_logprobs'),
    logprobs: logprobs ? true : undefined,
  });
}

function metadataOf(fields: Fields): Readonly<Record<string, string>> | undefined {
  const metadata = fields.nested('metadata');
  if (metadata === undefined) return undefined;
  const entries = Object.entries(metadata.object).map(([key, value]) => [key, textOf(value, metadata.at(key))]);
  return Object.fromEntries(entries);
}

function nativeOf(fields: Fields, beside: JsonObject): JsonObject | undefined {
  const rest = Object.entries(fields.rest(readFields) ?? {}).filter(([key, value]) => {
    return !Object.hasOwn(defaults, key) || defaults[key] !== value;
  });
  const native = { ...Object.fromEntries(rest), ...beside };
  return Object.keys(native).length === 0 ? undefined : native;
}

/**
 * Reads a Responses request. Two spellings of one thing become one: a text for a list with one text, null for absent,
 * `status: completed` of an item, a message without its `type`. https://platform.openai.com/docs/api-reference/responses
 */
export function parseResponsesRequest(body: JsonObject, head: RequestHead): ChatRequest {
  const fields = new Fields(body, '');
  const tools = withFoundTools(parseTools(fields.list('tools') ?? []), fields.value('input'));
  const include = fields.texts('include') ?? [];
  const text = textSettings(fields.nested('text'));
  const { reasoning, native } = reasoningSettings(fields.nested('reasoning'), include.includes(sealedReasoning));
  const wanted = include.filter((one) => one !== sealedReasoning && one !== textLogprobs);
  const beside = defined({
    include: wanted.length === 0 ? undefined : wanted,
    text: text.native,
    reasoning: native,
  });
  const choice = fields.value('tool_choice');
  return {
    dialect: 'responses',
    model: head.model ?? fields.needName('model'),
    streaming: head.streaming ?? fields.flag('stream') ?? false,
    turns: inputTurns(fields, tools),
    tools,
    sampling: sampling(fields, include.includes(textLogprobs)),
    ...defined({
      toolChoice: choice === undefined ? undefined : parseToolChoice(choice),
      parallelToolCalls: fields.flag('parallel_tool_calls'),
      output: text.output,
      verbosity: text.verbosity,
      reasoning,
      serviceTier: fields.text('service_tier'),
      user: fields.text('user'),
      metadata: metadataOf(fields),
      promptCacheKey: fields.text('prompt_cache_key'),
      promptCacheRetention: fields.text('prompt_cache_retention'),
      store: fields.flag('store'),
      previousResponseId: fields.text('previous_response_id'),
      native: nativeOf(fields, beside),
    }),
  };
}
