import type { AnswerContext } from '../../canonical/chat-dialect.ts';
import type { ChatRequest, OutputFormat } from '../../canonical/chat-request.ts';
import { asObject, type JsonObject } from '../../json-read.ts';
import { encodeToolChoice, encodeTools, type ToolWriting } from './encode-tools.ts';
import { formatJson, textJson } from './request-settings.ts';

const repeated: ToolWriting = { losses: undefined, own: true, takesCustom: true };

function instructionsOf(request: ChatRequest | undefined): string | null {
  const turn = request?.turns.find((one) => one.instructions);
  if (turn === undefined) return null;
  return turn.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('\n\n');
}

function toolsOf(request: ChatRequest | undefined): readonly JsonObject[] {
  return encodeTools(request?.tools ?? [], repeated).map((tool) =>
    tool['type'] === 'function' ? { description: null, parameters: null, strict: true, ...tool } : tool,
  );
}

function formatOf(output: OutputFormat | undefined): JsonObject {
  const format = formatJson(output ?? { kind: 'text' }, true);
  return output?.kind === 'schema' ? { name: 'response', description: null, strict: false, ...format } : format;
}

/** What a response repeats of its request, with what holds where the request says nothing. */
export function repeatedSettings(request: ChatRequest | undefined): JsonObject {
  const { sampling, reasoning, toolChoice, native } = request ?? {};
  return {
    background: false,
    instructions: instructionsOf(request),
    max_output_tokens: sampling?.outputTokensMax ?? null,
    max_tool_calls: native?.['max_tool_calls'] ?? null,
    metadata: request?.metadata ?? {},
    parallel_tool_calls: request?.parallelToolCalls ?? true,
    previous_response_id: request?.previousResponseId ?? null,
    prompt_cache_key: request?.promptCacheKey ?? null,
    prompt_cache_retention: request?.promptCacheRetention ?? null,
    reasoning: {
      ...asObject(native?.['reasoning']),
      effort: reasoning?.effort ?? null,
      summary: reasoning?.summary ?? null,
    },
    safety_identifier: native?.['safety_identifier'] ?? null,
    store: request?.store ?? true,
    temperature: sampling?.temperature ?? 1,
    text: textJson({
      format: formatOf(request?.output),
      verbosity: request?.verbosity,
      native: native?.['text'],
    }),
    tool_choice: toolChoice === undefined ? 'auto' : encodeToolChoice(toolChoice, request?.tools ?? [], repeated),
    tools: toolsOf(request),
    top_logprobs: sampling?.topLogprobs ?? 0,
    top_p: sampling?.topP ?? 1,
    presence_penalty: sampling?.presencePenalty ?? 0,
    frequency_penalty: sampling?.frequencyPenalty ?? 0,
    truncation: native?.['truncation'] ?? 'disabled',
    user: request?.user ?? null,
  };
}

/** The response's id: an upstream's own where it is one of this API, else the call's. */
export function responseIdOf(upstreamId: string | undefined, { callId }: AnswerContext): string {
  return upstreamId?.startsWith('resp') === true ? upstreamId : `resp_${callId}`;
}
