import type { AnswerTurn, Conversation, Turn, UserTurn } from './conversation.ts';
import { type Parameters, toBody } from './parameters.ts';
import type { Tool, ToolChoice } from './tools.ts';

/** What all turns of a conversation are sent with. */
export type Setup = {
  readonly system: string;
  readonly parameters: Parameters;
  readonly tools: readonly Tool[];
  readonly toolChoice: ToolChoice;
};

type Message = Readonly<Record<string, unknown>>;

/** A chat completion in OpenAI's dialect. */
export type ChatRequest = Readonly<Record<string, unknown>> & {
  readonly model: string;
  readonly messages: readonly Message[];
};

function userMessage({ text, images }: UserTurn): Message {
  if (images.length === 0) return { role: 'user', content: text };
  const pictures = images.map((url) => ({ type: 'image_url', image_url: { url } }));
  return { role: 'user', content: [...(text === '' ? [] : [{ type: 'text', text }]), ...pictures] };
}

/** Calls of tools that were cut are no part of what was said. */
function answerMessage({ answer }: AnswerTurn): readonly Message[] {
  const { state, text } = answer;
  const calls = state === 'done' ? answer.toolCalls : [];
  if (text === '' && calls.length === 0) return [];
  if (calls.length === 0) return [{ role: 'assistant', content: text }];
  const written = calls.map(({ id, name, arguments: given }) => {
    return { id, type: 'function', function: { name, arguments: given } };
  });
  return [{ role: 'assistant', content: text === '' ? null : text, tool_calls: written }];
}

function messagesOf(turn: Turn): readonly Message[] {
  switch (turn.kind) {
    case 'user':
      return [userMessage(turn)];
    case 'answer':
      return answerMessage(turn);
    case 'results':
      return Object.entries(turn.results).map(([id, content]) => ({ role: 'tool', tool_call_id: id, content }));
  }
}

/** A conversation as one request; an answer that has not begun is no part of it. */
export function toRequest(model: string, conversation: Conversation, setup: Setup): ChatRequest {
  const { system, parameters, tools, toolChoice } = setup;
  const head = system.trim() === '' ? [] : [{ role: 'system', content: system }];
  return {
    model,
    messages: [...head, ...conversation.flatMap(messagesOf)],
    ...toBody(parameters),
    ...(tools.length === 0 ? {} : { tools, ...(toolChoice === 'auto' ? {} : { tool_choice: toolChoice }) }),
  };
}
