import { asList, asObject, type JsonObject, listAt, objectAt } from '@weir/protocol/json-read';
import { demand, names, objectOf, objectsOf, onlyFields, type Reading, type Round, textOf } from './reading.ts';
import type { Seals } from './seals.ts';

/** https://docs.anthropic.com/en/api/messages */
const fields = names(`model messages max_tokens system tools tool_choice stream temperature top_p top_k stop_sequences
  metadata thinking output_config output_format service_tier container context_management mcp_servers inference_geo
  cache_control speed`);

const blockFields: Readonly<Record<string, ReadonlySet<string>>> = {
  text: names('type text cache_control citations'),
  image: names('type source cache_control'),
  document: names('type source title context citations cache_control'),
  tool_use: names('type id name input cache_control caller'),
  tool_result: names('type tool_use_id content is_error cache_control'),
  thinking: names('type thinking signature'),
  redacted_thinking: names('type data'),
};

const toolFields = names(`name description input_schema type cache_control strict eager_input_streaming defer_loading
  input_examples allowed_callers`);
const idForm = /^[a-zA-Z0-9_-]+$/;

function blocksOf(message: JsonObject, path: string): readonly JsonObject[] {
  const { content } = message;
  if (typeof content === 'string') return [{ type: 'text', text: textOf(content, `${path}.content`) }];
  const blocks = objectsOf(content, `${path}.content`);
  demand(blocks.length > 0, `${path}: content must not be empty`);
  for (const [index, block] of blocks.entries()) {
    const at = `${path}.content.${index}`;
    const known = blockFields[String(block['type'])];
    demand(known !== undefined, `${at}: Input tag '${block['type']}' does not match any of the expected tags`);
    onlyFields(block, known, at);
    if (block['type'] === 'text') demand(block['text'] !== '', `${at}: text content blocks must be non-empty`);
  }
  return blocks;
}

function ofType(blocks: readonly JsonObject[], type: string): readonly JsonObject[] {
  return blocks.filter((block) => block['type'] === type);
}

function resultText(block: JsonObject): string {
  const { content } = block;
  if (typeof content === 'string') return content;
  return asList(content)
    .map((part) => asObject(part)?.['text'] ?? '')
    .join('');
}

/** Each `tool_use` has its `tool_result` at the beginning of the next message, and no other. */
function checkPairs(calls: readonly JsonObject[], next: readonly JsonObject[], path: string): void {
  const wanted = new Set(calls.map((call) => call['id']));
  const got = ofType(next, 'tool_result').map((block) => block['tool_use_id']);
  for (const id of wanted) {
    const message = `${path}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${id}.`;
    demand(got.includes(id), message);
  }
  for (const id of got) demand(wanted.has(id), `unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${id}`);
  demand(new Set(got).size === got.length, `${path}: each tool_use must have a single result`);
  const first = next.findIndex((block) => block['type'] !== 'tool_result');
  const last = next.findLastIndex((block) => block['type'] === 'tool_result');
  demand(first === -1 || first > last, `${path}: tool_result blocks must come first`);
}

type Turn = { readonly blocks: readonly JsonObject[]; readonly path: string };

/** With thinking on, a turn that called tools begins with its thoughts, sealed as they were. Gives their number. */
function checkThoughts({ blocks, path }: Turn, thinks: boolean, seals: Seals): number {
  const thoughts = ofType(blocks, 'thinking');
  for (const block of thoughts) {
    const issued = seals.thoughtOf(block['signature']);
    demand(issued === block['thinking'], `${path}.content.0: Invalid \`signature\` in \`thinking\` block`);
  }
  if (thinks && ofType(blocks, 'tool_use').length > 0) {
    const first = String(blocks[0]?.['type']);
    const message = `${path}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${first}\`.`;
    demand(first === 'thinking', message);
  }
  return thoughts.length;
}

function checkTools(body: JsonObject, thinks: boolean): string[] {
  const tools = objectsOf(body['tools'], 'tools');
  const called = tools.filter(({ type }) => type === undefined || type === 'custom');
  for (const [index, tool] of called.entries()) {
    onlyFields(tool, toolFields, `tools.${index}`);
    const at = `tools.${index}.custom`;
    demand(/^[a-zA-Z0-9_-]{1,128}$/.test(String(tool['name'])), `${at}.name: String should match pattern`);
    const schema = objectOf(tool['input_schema'], `${at}.input_schema`);
    demand(schema['type'] === 'object', `${at}.input_schema.type: Field required`);
    demand(!('oneOf' in schema || 'anyOf' in schema || 'allOf' in schema), `${at}.input_schema: no oneOf at the top`);
  }
  const toolNames = tools.map(({ name }) => String(name));
  demand(new Set(toolNames).size === toolNames.length, 'tools: Tool names must be unique.');
  const choice = objectAt(body, 'tool_choice')?.['type'];
  demand(choice === undefined || tools.length > 0, 'tool_choice: may only be specified while providing tools.');
  const forced = choice === 'any' || choice === 'tool';
  demand(!(thinks && forced), 'Thinking may not be enabled when tool_choice forces tool use.');
  return called.map(({ name }) => String(name));
}

function checkThinking(body: JsonObject): boolean {
  const thinking = objectAt(body, 'thinking');
  const kind = thinking?.['type'];
  if (kind !== 'enabled') return kind === 'adaptive';
  const budget = Number(thinking?.['budget_tokens']);
  demand(budget >= 1024, 'thinking.enabled.budget_tokens: Input should be greater than or equal to 1024');
  demand(budget < Number(body['max_tokens']), '`max_tokens` must be greater than `thinking.budget_tokens`.');
  const { temperature = 1 } = body;
  demand(temperature === 1, '`temperature` may only be set to 1 when thinking is enabled.');
  return true;
}

/** Places of `cache_control`: at most four. */
function checkMarks(body: JsonObject): void {
  const marks = JSON.stringify([body['system'], body['tools'], body['messages']]).match(/"cache_control":\{/g) ?? [];
  demand(marks.length <= 4, `A maximum of 4 blocks with cache_control may be provided. Found ${marks.length}.`);
}

function roundOf(turn: Turn, next: readonly JsonObject[], sealed: number): readonly Round[] {
  const calls = ofType(turn.blocks, 'tool_use');
  for (const { id } of calls) {
    demand(idForm.test(String(id)), `${turn.path}.content: tool_use.id: String should match pattern`);
  }
  checkPairs(calls, next, turn.path);
  if (calls.length === 0) return [];
  const made = calls.map(({ id, name, input }) => ({ id: String(id), name: String(name), arguments: input }));
  return [{ calls: made, results: ofType(next, 'tool_result').map(resultText), seals: sealed }];
}

function roundsOf(messages: readonly JsonObject[], thinks: boolean, seals: Seals): Round[] {
  demand(messages[0]?.['role'] === 'user', 'messages: first message must use the "user" role');
  demand(messages.at(-1)?.['role'] === 'user', 'This model does not support assistant message prefill.');
  const contents = messages.map((message, index) => blocksOf(message, `messages.${index}`));
  return contents.flatMap((blocks, index) => {
    const turn = { blocks, path: `messages.${index}` };
    const role = messages[index]?.['role'];
    demand(role === 'user' || role === 'assistant', `${turn.path}.role: Input should be 'user' or 'assistant'`);
    if (role === 'assistant') {
      return roundOf(turn, contents[index + 1] ?? [], checkThoughts(turn, thinks, seals));
    }
    const misplaced = ofType(blocks, 'tool_use').length > 0;
    demand(!misplaced, `${turn.path}: \`tool_use\` blocks can only be in \`assistant\` messages`);
    return [];
  });
}

/** Reads a Messages request as strictly as the vendor does. */
export function readMessages(body: JsonObject, seals: Seals): Reading {
  onlyFields(body, fields, 'body');
  demand(Number.isInteger(body['max_tokens']), 'max_tokens: Field required');
  checkMarks(body);
  const thinks = checkThinking(body);
  const tools = checkTools(body, thinks);
  for (const block of listAt(body, 'system')) {
    onlyFields(objectOf(block, 'system.0'), blockFields['text'] ?? fields, 'system.0');
  }
  const format = objectAt(objectAt(body, 'output_config'), 'format') ?? objectAt(body, 'output_format');
  const schema = objectAt(format, 'schema');
  return {
    model: textOf(body['model'], 'model'),
    streaming: body['stream'] === true,
    tools,
    rounds: roundsOf(objectsOf(body['messages'], 'messages'), thinks, seals),
    thinks,
    // https://platform.claude.com/docs/en/build-with-claude/extended-thinking: `display: omitted` leaves the seal alone.
    shown: objectAt(body, 'thinking')?.['display'] !== 'omitted',
    sealed: thinks,
    includesUsage: true,
    ...(schema === undefined ? {} : { schema }),
  };
}
