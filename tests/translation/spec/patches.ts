import { type Json, list } from '../stated/json.ts';

/** Where a document is stricter than the vendor's own recorded traffic: what is relaxed, and which record shows it. */
type Patch = {
  /** How the document's file name begins. */
  readonly spec: 'openai' | 'openresponses' | 'anthropic' | 'gemini';
  readonly because: string;
  apply(schemas: Json): void;
};

/** Takes a member out of every `required` of a schema, however deep in its own compositions. */
function optional(schema: Json, member: string): void {
  if (typeof schema !== 'object' || schema === null) return;
  if (Array.isArray(schema.required)) schema.required = list(schema.required).filter((name) => name !== member);
  for (const part of list(schema.allOf)) optional(part, member);
}

function nullable(properties: Json, member: string): void {
  properties[member] = { anyOf: [properties[member], { type: 'null' }] };
}

/** Events that OpenAI's document has, and Open Responses has not or calls otherwise. */
const vendorEvents = [
  'response.custom_tool_call_input.delta',
  'response.custom_tool_call_input.done',
  'response.reasoning_text.delta',
  'response.reasoning_text.done',
];

/** Items of OpenAI's own tools. */
const vendorItems = [
  'apply_patch_call',
  'code_interpreter_call',
  'computer_call',
  'custom_tool_call',
  'file_search_call',
  'image_generation_call',
  'local_shell_call',
  'mcp_approval_request',
  'mcp_call',
  'mcp_list_tools',
  'shell_call',
  'shell_call_output',
  'tool_search_call',
  'tool_search_output',
  'web_search_call',
];

export const patches: readonly Patch[] = [
  {
    spec: 'openai',
    because: '`user` is null where none was sent (23d17c4bcb54dba3, d34b6e52a6968389)',
    apply: ({ ModelResponseProperties }) => nullable(ModelResponseProperties.properties, 'user'),
  },
  {
    spec: 'openai',
    because: '`system_fingerprint` is null where the model has none (568079999d219de4, efcdcec2984cdd9b)',
    apply: ({ CreateChatCompletionResponse, CreateChatCompletionStreamResponse }) => {
      nullable(CreateChatCompletionResponse.properties, 'system_fingerprint');
      nullable(CreateChatCompletionStreamResponse.properties, 'system_fingerprint');
    },
  },
  {
    spec: 'openai',
    because: 'choices come without `logprobs`, messages without `refusal` (06d6caeda522cee4, e9d5e3373ac6cf23)',
    apply: ({ CreateChatCompletionResponse, ChatCompletionResponseMessage }) => {
      optional(CreateChatCompletionResponse.properties.choices.items, 'logprobs');
      optional(ChatCompletionResponseMessage, 'refusal');
    },
  },
  {
    spec: 'openai',
    because:
      '`usage` is null in snapshots before the end (7942abfb7ff8a7fe); `cache_write_tokens` is young (23d17c4bcb54dba3)',
    apply: (schemas) => {
      optional(schemas.ResponseUsage.properties.input_tokens_details, 'cache_write_tokens');
      schemas.ResponseUsage = { anyOf: [schemas.ResponseUsage, { type: 'null' }] };
    },
  },
  {
    spec: 'openresponses',
    because:
      "OpenAI's own tools put out items that the document leaves to each vendor (b692587e2d03977f, 9b87123945d070d0)",
    apply: ({ ItemField }) => {
      ItemField.oneOf.push({ type: 'object', required: ['id'], properties: { type: { enum: vendorItems } } });
    },
  },
  {
    spec: 'openresponses',
    because:
      'OpenAI cites files, streams free text to tools, and names reasoning in full otherwise (c1ad62ad272b0764, 43c08e6a372f96f5, 35e5a6965b2961af)',
    apply: (schemas) => {
      const types = ['file_citation', 'container_file_citation', 'file_path'];
      schemas.Annotation.oneOf.push({ type: 'object', properties: { type: { enum: types } } });
      schemas.VendorStreamingEvent = {
        type: 'object',
        required: ['sequence_number', 'item_id', 'output_index'],
        properties: { type: { enum: vendorEvents } },
      };
    },
  },
  {
    spec: 'anthropic',
    because: '`stop_details` and `container` are left out where there are none (15bfb3299c7f7c80, eaeee19de6b6e6c4)',
    apply: ({ Message, BetaMessage }) => {
      for (const schema of [Message, BetaMessage])
        for (const member of ['stop_details', 'container', 'context_management']) optional(schema, member);
    },
  },
  {
    spec: 'anthropic',
    because: 'and so in the deltas of streams (b92d422603a7fd3e, 8e05e5a58c485c37)',
    apply: (schemas) => {
      for (const name of ['MessageDeltaEvent', 'BetaMessageDeltaEvent']) {
        const { delta } = schemas[name].properties;
        const target = typeof delta.$ref === 'string' ? schemas[delta.$ref.split('/').at(-1)] : delta;
        for (const member of ['stop_details', 'container']) optional(target, member);
        optional(schemas[name], 'context_management');
      }
    },
  },
  {
    spec: 'anthropic',
    because: 'counts that do not apply are left out (15bfb3299c7f7c80, f0347fe4857b037e, ee09c5b75076d46d)',
    apply: ({ Usage, BetaUsage, ServerToolUsage, BetaServerToolUsage }) => {
      for (const schema of [ServerToolUsage, BetaServerToolUsage]) optional(schema, 'web_fetch_requests');
      for (const schema of [Usage, BetaUsage])
        for (const member of ['server_tool_use', 'inference_geo', 'cache_creation', 'iterations', 'speed'])
          optional(schema, member);
    },
  },
  {
    spec: 'anthropic',
    because:
      'texts without citations leave `citations` out, citations without a file `file_id` (8e05e5a58c485c37, efc07740b484742d, 4fef6a1fccfeb270)',
    apply: (schemas) => {
      for (const prefix of ['', 'Beta']) {
        optional(schemas[`${prefix}ResponseTextBlock`], 'citations');
        optional(schemas[`${prefix}ResponseDocumentBlock`], 'citations');
        for (const unit of ['Char', 'Page', 'ContentBlock'])
          optional(schemas[`${prefix}Response${unit}LocationCitation`], 'file_id');
      }
    },
  },
  {
    spec: 'anthropic',
    because: '`caller` is told where a tool may call tools (49219baf15a22272 has none)',
    apply: (schemas) => {
      for (const name of ['ToolUse', 'ServerToolUse', 'WebFetchToolResult', 'WebSearchToolResult'])
        for (const prefix of ['', 'Beta']) optional(schemas[`${prefix}Response${name}Block`], 'caller');
    },
  },
  {
    spec: 'gemini',
    because: 'calls whose arguments are streamed go on without their name (69cefdc95c9d5b47)',
    apply: ({ FunctionCall }) => optional(FunctionCall, 'name'),
  },
];
