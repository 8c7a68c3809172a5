import { asList, asObject, type JsonObject, listAt, objectAt } from '@weir/protocol/json-read';
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

/** https://platform.openai.com/docs/api-reference/responses/create */
const fields = names(`background context_management conversation include input instructions max_output_tokens
  max_tool_calls metadata model parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_retention
  reasoning safety_identifier service_tier store stream stream_options temperature text tool_choice tools top_logprobs
  top_p truncation user`);

type Known = { readonly fields: ReadonlySet<string>; readonly id: string };

const items: Readonly<Record<string, Known>> = {
  message: { fields: names('type role content id status phase'), id: 'msg' },
  function_call: { fields: names('type id call_id name arguments status namespace'), id: 'fc' },
  function_call_output: { fields: names('type id call_id output status'), id: 'fco' },
  custom_tool_call: { fields: names('type id call_id name input status'), id: 'ctc' },
  custom_tool_call_output: { fields: names('type id call_id output'), id: 'ctco' },
  reasoning: { fields: names('type id summary content encrypted_content status'), id: 'rs' },
};

const partTypes: Readonly<Record<string, ReadonlySet<string>>> = {
  user: names('input_text input_image input_file input_audio'),
  system: names('input_text input_image input_file'),
  developer: names('input_text input_image input_file'),
  assistant: names('output_text refusal'),
};

const toolFields = names('type name description parameters strict defer_loading');

function checkMessage(item: JsonObject, at: string): void {
  const known = partTypes[String(item['role'])];
  demand(
    known !== undefined,
    `Invalid value: '${item['role']}'. Supported values are: 'assistant', 'system', 'developer', and 'user'. ${at}`,
  );
  for (const part of objectsOf(typeof item['content'] === 'string' ? [] : item['content'], `${at}.content`)) {
    const type = String(part['type']);
    demand(known.has(type), `Invalid value: '${type}'. Supported values are: ${[...known]}. ${at}`);
  }
}

function checkItem(item: JsonObject, index: number, seals: Seals): void {
  const at = `input[${index}]`;
  const type = String(item['type'] ?? 'message');
  const known = items[type];
  demand(known !== undefined, `Invalid value: '${type}'. ${at}`);
  onlyFields(item, known.fields, at);
  const { id } = item;
  const prefix = `Invalid '${at}.id': '${id}'. Expected an ID that begins with '${known.id}'.`;
  demand(id === undefined || id === null || String(id).startsWith(known.id), prefix);
  if (type === 'message') checkMessage(item, at);
  if ('call_id' in item) {
    demand(String(item['call_id']).length <= 64, `Invalid '${at}.call_id': string too long. Expected at most 64.`);
  }
  const seal = item['encrypted_content'];
  if (type === 'reasoning' && seal !== undefined && seal !== null) {
    demand(seals.thoughtOf(seal) !== undefined, `The encrypted content for item ${id} could not be verified.`);
  }
}

function outputText(item: JsonObject): string {
  const { output } = item;
  if (typeof output === 'string') return output;
  return asList(output)
    .map((part) => asObject(part)?.['text'] ?? '')
    .join('');
}

const callTypes = names('function_call custom_tool_call');
const outputTypes = names('function_call_output custom_tool_call_output');

function checkPairs(input: readonly JsonObject[]): void {
  const idsOf = (types: ReadonlySet<string>) =>
    input.filter(({ type }) => types.has(String(type))).map((item) => String(item['call_id']));
  const called = idsOf(callTypes);
  const answered = idsOf(outputTypes);
  for (const id of called) demand(answered.includes(id), `No tool output found for function call ${id}.`);
  for (const id of answered)
    demand(called.includes(id), `No tool call found for function call output with call_id ${id}.`);
}

/** A reasoning item stands before what it led to. */
function checkReasoning(input: readonly JsonObject[]): void {
  for (const [index, item] of input.entries()) {
    if (item['type'] !== 'reasoning') continue;
    const next = input[index + 1];
    const follows =
      next !== undefined &&
      (next['role'] === 'assistant' || callTypes.has(String(next['type'])) || next['type'] === 'reasoning');
    demand(follows, `Item '${item['id']}' of type 'reasoning' was provided without its required following item.`);
  }
}

function roundsOf(input: readonly JsonObject[]): Round[] {
  const rounds: { calls: Round['calls'][number][]; results: string[]; seals: number }[] = [];
  let open: (typeof rounds)[number] | undefined;
  let sealed = 0;
  for (const item of input) {
    const type = String(item['type']);
    if (type === 'reasoning') sealed += typeof item['encrypted_content'] === 'string' ? 1 : 0;
    else if (callTypes.has(type)) {
      if (open === undefined || open.results.length > 0) {
        open = { calls: [], results: [], seals: 0 };
        rounds.push(open);
      }
      const value = type === 'function_call' ? argumentsOf(item['arguments'], 'arguments') : item['input'];
      open.calls.push({ id: String(item['call_id']), name: String(item['name']), arguments: value });
      open.seals += sealed;
      sealed = 0;
    } else if (outputTypes.has(type)) open?.results.push(outputText(item));
  }
  return rounds;
}

/** Demands of strict schemas: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas */
function checkStrict(schema: JsonObject, name: string): void {
  if (schema['type'] !== 'object') return;
  const said = `Invalid schema for function '${name}': `;
  demand(
    schema['additionalProperties'] === false,
    `${said}'additionalProperties' is required to be supplied and to be false.`,
  );
  const required = listAt(schema, 'required');
  for (const [key, value] of Object.entries(objectAt(schema, 'properties') ?? {})) {
    demand(
      required.includes(key),
      `${said}'required' is required to include every key in properties. Missing '${key}'.`,
    );
    checkStrict(asObject(value) ?? {}, name);
  }
}

function toolsOf(body: JsonObject): string[] {
  const tools = objectsOf(body['tools'], 'tools').filter(({ type }) => type === 'function');
  return tools.map((tool, index) => {
    onlyFields(tool, toolFields, `tools[${index}]`);
    const name = String(tool['name']);
    demand(/^[a-zA-Z0-9_-]{1,64}$/.test(name), `Invalid 'tools[${index}].name': '${name}'.`);
    const schema = asObject(tool['parameters']);
    if (schema !== undefined) {
      demand(schema['type'] === 'object', `Invalid schema for function '${name}': schema must have type 'object'`);
      if (tool['strict'] === true) checkStrict(schema, name);
    }
    return name;
  });
}

/** Limits on values: of the reference, and what reasoning models refuse. */
function checkValues(body: JsonObject): void {
  const limit = body['max_output_tokens'] ?? 16;
  demand(
    Number(limit) >= 16,
    `Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got ${limit} instead.`,
  );
  checkNames(body);
  for (const [key, value] of Object.entries(objectAt(body, 'metadata') ?? {})) {
    demand(typeof value === 'string' && value.length <= 512 && key.length <= 64, `Invalid 'metadata.${key}'.`);
  }
  if (!/^(gpt-5|o\d)/.test(String(body['model']))) return;
  for (const name of ['temperature', 'top_p']) {
    const value = body[name] ?? 1;
    demand(value === 1, `Unsupported parameter: '${name}' is not supported with this model.`);
  }
}

/** Reads a Responses request as strictly as the vendor does. */
export function readResponses(body: JsonObject, seals: Seals): Reading {
  onlyFields(body, fields, 'body');
  checkValues(body);
  const input = typeof body['input'] === 'string' ? [] : objectsOf(body['input'], 'input');
  for (const [index, item] of input.entries()) checkItem(item, index, seals);
  checkPairs(input);
  checkReasoning(input);
  const format = objectAt(objectAt(body, 'text'), 'format');
  const schema = format?.['type'] === 'json_schema' ? objectOf(format['schema'], 'text.format.schema') : undefined;
  const effort = objectAt(body, 'reasoning')?.['effort'] ?? 'medium';
  return {
    model: textOf(body['model'], 'model'),
    streaming: body['stream'] === true,
    tools: toolsOf(body),
    rounds: roundsOf(input),
    thinks: effort !== 'none' && /^(gpt-5|o\d)/.test(String(body['model'])),
    shown: objectAt(body, 'reasoning')?.['summary'] !== undefined,
    sealed: listAt(body, 'include').includes('reasoning.encrypted_content'),
    includesUsage: true,
    ...(schema === undefined ? {} : { schema }),
  };
}
