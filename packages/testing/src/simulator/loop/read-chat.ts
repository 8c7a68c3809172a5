import { asList, asObject, type JsonObject, objectAt, textAt } from '@weir/protocol/json-read';
import {
  argumentsOf,
  checkNames,
  demand,
  names,
  objectOf,
  objectsOf,
  onlyFields,
  type Reading,
  type Round,
  textOf,
} from './reading.ts';
import type { Seals } from './seals.ts';

/**
 * https://platform.openai.com/docs/api-reference/chat/create, and what hosts of open models add for reasoning
 * (https://console.groq.com/docs/reasoning).
 */
const fields = names(`messages model audio frequency_penalty function_call functions logit_bias logprobs
  max_completion_tokens max_tokens metadata modalities n parallel_tool_calls prediction presence_penalty
  prompt_cache_key prompt_cache_retention reasoning_effort response_format safety_identifier seed service_tier stop
  store stream stream_options temperature tool_choice tools top_logprobs top_p user verbosity web_search_options
  reasoning_format include_reasoning`);

const messageFields: Readonly<Record<string, ReadonlySet<string>>> = {
  system: names('role content name'),
  developer: names('role content name'),
  user: names('role content name'),
  assistant: names('role content name refusal audio tool_calls reasoning'),
  tool: names('role content tool_call_id'),
};

const partFields: Readonly<Record<string, ReadonlySet<string>>> = {
  text: names('type text'),
  image_url: names('type image_url'),
  input_audio: names('type input_audio'),
  file: names('type file'),
  refusal: names('type refusal'),
};

function checkContent(message: JsonObject, path: string): void {
  const { content } = message;
  if (typeof content === 'string') return;
  if (content === undefined || content === null) {
    demand(message['tool_calls'] !== undefined, `Invalid value for 'content': expected a string, got null. ${path}`);
    return;
  }
  const parts = objectsOf(content, `${path}.content`);
  demand(parts.length > 0, `Invalid '${path}.content': empty array.`);
  for (const part of parts) {
    const known = partFields[String(part['type'])];
    demand(known !== undefined, `Invalid value: '${part['type']}'. ${path}.content`);
    onlyFields(part, known, `${path}.content`);
    demand(message['role'] !== 'tool' || part['type'] === 'text', `${path}: a tool's content is text`);
  }
}

function callsOf(message: JsonObject, path: string): Round['calls'] {
  const calls = objectsOf(message['tool_calls'], `${path}.tool_calls`);
  demand(message['tool_calls'] === undefined || calls.length > 0, `Invalid '${path}.tool_calls': empty array.`);
  return calls.map((call) => {
    onlyFields(call, names('id type function'), `${path}.tool_calls`);
    const called = objectOf(call['function'], `${path}.tool_calls.function`);
    onlyFields(called, names('name arguments'), `${path}.tool_calls.function`);
    return {
      id: textOf(call['id'], `${path}.tool_calls.id`),
      name: textOf(called['name'], `${path}.tool_calls.function.name`),
      arguments: argumentsOf(called['arguments'], `${path}.tool_calls.function.arguments`),
    };
  });
}

function textIn(message: JsonObject): string {
  const { content } = message;
  if (typeof content === 'string') return content;
  return asList(content)
    .map((part) => asObject(part)?.['text'] ?? '')
    .join('');
}

/** Each call is answered by a `tool` message right behind its own, and nothing else is. */
function roundsOf(messages: readonly JsonObject[], seals: Seals): Round[] {
  const rounds: Round[] = [];
  let waiting = new Set<string>();
  let results: string[] = [];
  for (const [index, message] of messages.entries()) {
    const path = `messages[${index}]`;
    const known = messageFields[String(message['role'])];
    demand(known !== undefined, `Invalid value: '${message['role']}'. ${path}.role`);
    onlyFields(message, known, path);
    checkContent(message, path);
    if (message['role'] === 'tool') {
      const id = textOf(message['tool_call_id'], `${path}.tool_call_id`);
      demand(
        waiting.delete(id),
        `${path}: messages with role 'tool' must be a response to a preceding message with 'tool_calls'.`,
      );
      results.push(textIn(message));
      continue;
    }
    const unanswered = `An assistant message with 'tool_calls' must be followed by tool messages. Missing: ${[...waiting]}`;
    demand(waiting.size === 0, unanswered);
    const calls = callsOf(message, path);
    if (calls.length === 0) continue;
    results = [];
    waiting = new Set(calls.map(({ id }) => id));
    rounds.push({ calls, results, seals: seals.told(message['reasoning']) ? 1 : 0 });
  }
  demand(
    waiting.size === 0,
    `An assistant message with 'tool_calls' must be followed by tool messages. Missing: ${[...waiting]}`,
  );
  return rounds;
}

function toolsOf(body: JsonObject): string[] {
  const tools = objectsOf(body['tools'], 'tools');
  demand(body['tools'] === undefined || tools.length > 0, "Invalid 'tools': empty array.");
  demand(
    body['tool_choice'] === undefined || tools.length > 0,
    "'tool_choice' is only allowed when 'tools' are specified.",
  );
  return tools.map((tool, index) => {
    const at = `tools[${index}]`;
    demand(tool['type'] === 'function', `Invalid value: '${tool['type']}'. ${at}.type`);
    onlyFields(tool, names('type function'), at);
    const made = objectOf(tool['function'], `${at}.function`);
    onlyFields(made, names('name description parameters strict'), `${at}.function`);
    const name = String(made['name']);
    demand(/^[a-zA-Z0-9_-]{1,64}$/.test(name), `Invalid '${at}.function.name': '${name}'.`);
    const type = objectAt(made, 'parameters')?.['type'] ?? 'object';
    demand(type === 'object', `Invalid schema for function '${name}'`);
    return name;
  });
}

/** Reads a Chat Completions request as strictly as the vendors do. */
export function readChat(body: JsonObject, seals: Seals): Reading {
  onlyFields(body, fields, 'body');
  const both = body['max_tokens'] !== undefined && body['max_completion_tokens'] !== undefined;
  demand(!both, "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.");
  const model = textOf(body['model'], 'model');
  if (/^(gpt-5|o\d)/.test(model)) {
    demand(body['max_tokens'] === undefined, "Unsupported parameter: 'max_tokens' is not supported with this model.");
    demand((body['temperature'] ?? 1) === 1, "Unsupported value: 'temperature' does not support this value.");
  }
  checkNames(body);
  const streaming = body['stream'] === true;
  demand(streaming || body['stream_options'] === undefined, "'stream_options' is only allowed when 'stream' is set.");
  const schema = objectAt(objectAt(objectAt(body, 'response_format'), 'json_schema'), 'schema');
  return {
    model,
    streaming,
    tools: toolsOf(body),
    rounds: roundsOf(objectsOf(body['messages'], 'messages'), seals),
    thinks: (textAt(body, 'reasoning_effort') ?? 'none') !== 'none',
    shown: true,
    sealed: false,
    includesUsage: objectAt(body, 'stream_options')?.['include_usage'] === true,
    ...(schema === undefined ? {} : { schema }),
  };
}
