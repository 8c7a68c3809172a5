import type { JsonObject } from '@weir/protocol/json-read';
import type { FinishReason } from '@weir/protocol/meter-event';
import type { Random } from './random.ts';
import { writeInstance } from './schema-instance.ts';
import { jsonTokens, wordTokens } from './tokens.ts';
import { writeAnswer, writeThoughts } from './words.ts';

export type Tool = { readonly name: string; readonly schema: JsonObject };

/** What a request asks the sandbox for, whatever its dialect. */
export type Ask = {
  readonly model: string;
  /** The last message's text, where that message is the user's own and no tool's result. */
  readonly lastUserText: string;
  readonly tools: readonly Tool[];
  /** `auto`: a tool is called when the user's last message names it. */
  readonly toolChoice: 'auto' | 'none' | 'required' | { readonly name: string };
  readonly answerSchema: JsonObject | undefined;
  readonly outputTokensMax: number | undefined;
  readonly inputTokens: number;
  readonly reasons: boolean;
};

/** What the sandbox answers: tokens, so that a stream can send one by one. */
export type Answer = {
  readonly thoughts: readonly string[];
  readonly text: readonly string[];
  readonly call: { readonly name: string; readonly arguments: readonly string[] } | undefined;
  readonly finish: Extract<FinishReason, 'stop' | 'length' | 'tool_calls'>;
  readonly inputTokens: number;
  /** Of the text and the call; `thoughts` come on top. */
  readonly outputTokens: number;
};

function toolToCall({ tools, toolChoice, lastUserText }: Ask): Tool | undefined {
  if (toolChoice === 'none') return undefined;
  if (toolChoice === 'required') return tools[0];
  if (toolChoice !== 'auto') return tools.find((tool) => tool.name === toolChoice.name);
  return tools.find((tool) => lastUserText.includes(tool.name));
}

type Draft = Pick<Answer, 'thoughts' | 'text' | 'call'>;

function draft(ask: Ask, random: Random): Draft {
  const thoughts = ask.reasons ? wordTokens(writeThoughts(random)) : [];
  const tool = toolToCall(ask);
  if (tool !== undefined) {
    const written = writeInstance({ type: 'object', ...tool.schema }, random);
    return { thoughts, text: [], call: { name: tool.name, arguments: jsonTokens(written) } };
  }
  if (ask.answerSchema === undefined)
    return { thoughts, text: wordTokens(writeAnswer(random, ask.lastUserText)), call: undefined };
  return { thoughts, text: jsonTokens(writeInstance(ask.answerSchema, random)), call: undefined };
}

/** Writes the answer to an ask and cuts it at the limit of output tokens, thoughts included. */
export function compose(ask: Ask, random: Random): Answer {
  const { thoughts, text, call } = draft(ask, random);
  const room = ask.outputTokensMax ?? Number.POSITIVE_INFINITY;
  const kept = thoughts.slice(0, room);
  const said = text.slice(0, room - kept.length);
  const called = call && { name: call.name, arguments: call.arguments.slice(0, room - kept.length) };
  const wished = thoughts.length + text.length + (call?.arguments.length ?? 0);
  const ending = call === undefined ? 'stop' : 'tool_calls';
  return {
    thoughts: kept,
    text: said,
    call: called,
    finish: wished > room ? 'length' : ending,
    inputTokens: ask.inputTokens,
    outputTokens: said.length + (called?.arguments.length ?? 0),
  };
}
