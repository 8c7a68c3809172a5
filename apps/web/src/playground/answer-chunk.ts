import '../client/no-eval.ts';
import { array, nullish, number, object, optional, type output, string, union } from 'zod/mini';
import type { Answer, ToolCall } from './conversation.ts';

const text = nullish(string());

const toolCallDelta = object({
  index: optional(number()),
  id: text,
  function: optional(object({ name: text, arguments: text })),
});
type ToolCallDelta = output<typeof toolCallDelta>;

const delta = object({
  content: text,
  refusal: text,
  /** Two names that providers use for the same. */
  reasoning_content: text,
  reasoning: text,
  tool_calls: nullish(array(toolCallDelta)),
});

const chunk = object({
  choices: optional(array(object({ delta: optional(delta), finish_reason: text }))),
  error: optional(object({ code: nullish(union([string(), number()])), type: text, message: text })),
});

function withToolCall(calls: readonly ToolCall[], { index, id, function: part }: ToolCallDelta): readonly ToolCall[] {
  const at = index ?? calls.length;
  const before = calls[at] ?? { id: '', name: '', arguments: '' };
  const call = {
    id: id ?? before.id,
    name: before.name + (part?.name ?? ''),
    arguments: before.arguments + (part?.arguments ?? ''),
  };
  return [...calls.slice(0, at), call, ...calls.slice(at + 1)];
}

/** `answer` with what one chunk of a chat completion's stream adds. What is no such chunk adds nothing. */
export function withChunk(answer: Answer, data: unknown): Answer {
  const read = chunk.safeParse(data);
  if (!read.success) return answer;
  const { choices = [], error } = read.data;
  if (error !== undefined) {
    const code = String(error.code ?? error.type ?? 'error');
    return { ...answer, state: 'failed', error: { code, message: error.message ?? 'The provider gave no reason.' } };
  }
  const [choice] = choices;
  if (choice === undefined) return answer;
  const { content, refusal, reasoning_content: thought, reasoning, tool_calls: calls } = choice.delta ?? {};
  return {
    ...answer,
    text: answer.text + (content ?? refusal ?? ''),
    reasoning: answer.reasoning + (thought ?? reasoning ?? ''),
    toolCalls: (calls ?? []).reduce(withToolCall, answer.toolCalls),
    ...(typeof choice.finish_reason === 'string' ? { finishReason: choice.finish_reason } : {}),
  };
}
