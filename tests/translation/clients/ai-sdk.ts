import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import type { ChatOperation } from '@weir/protocol/operation';
import { generateText, jsonSchema, type LanguageModel, streamText, type ToolSet, tool } from 'ai';
import type { StatedCall } from '../stated/statement.ts';
import { answerFetch } from './answer-fetch.ts';

type Form = 'whole' | 'streamed';

/** What the AI SDK makes of an answer: less than the vendors' own libraries. */
export type SeenByAiSdk = { text: string; reasoning: string; calls: StatedCall[]; finish: string };

const options = { apiKey: 'x', baseURL: 'http://client.test/v1' };

const models: Readonly<Record<ChatOperation, (fetcher: typeof fetch) => LanguageModel>> = {
  chat: (fetcher) => createOpenAI({ ...options, fetch: fetcher }).chat('gpt-4o'),
  responses: (fetcher) => createOpenAI({ ...options, fetch: fetcher }).responses('gpt-5'),
  messages: (fetcher) => createAnthropic({ ...options, fetch: fetcher })('claude-sonnet-4-5'),
  generate_content: (fetcher) => createGoogle({ ...options, fetch: fetcher })('gemini-2.5-flash'),
};

const anything = jsonSchema<Record<string, unknown>>({ type: 'object', additionalProperties: true });

/** Reads an answer in which these tools are called. Throws what the library throws, also on an error in a stream. */
export async function seeByAiSdk(
  operation: ChatOperation,
  { text, form, toolNames }: { text: string; form: Form; toolNames: readonly string[] },
): Promise<SeenByAiSdk> {
  const model = models[operation](answerFetch(text, form));
  const tools: ToolSet = Object.fromEntries(toolNames.map((name) => [name, tool({ inputSchema: anything })]));
  const ask = { model, prompt: 'x', tools, maxRetries: 0 };
  if (form === 'whole') return seen(await generateText(ask));
  const errors: unknown[] = [];
  const stream = streamText({ ...ask, onError: ({ error }) => void errors.push(error) });
  await stream.consumeStream();
  if (errors.length > 0) throw errors[0];
  return seen({
    text: await stream.text,
    reasoningText: await stream.reasoningText,
    toolCalls: await stream.toolCalls,
    finishReason: await stream.finishReason,
  });
}

const finishes: Readonly<Record<string, string>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
};

type Result = {
  readonly text: string;
  readonly reasoningText: string | undefined;
  readonly toolCalls: readonly { toolCallId: string; toolName: string; input: unknown }[];
  readonly finishReason: string;
};

/** What it may be told of an answer. */
function seen({ text, reasoningText, toolCalls, finishReason }: Result): SeenByAiSdk {
  const calls = toolCalls.map(({ toolCallId, toolName, input }) => ({
    id: toolCallId,
    name: toolName,
    arguments: input,
    custom: false,
  }));
  return { text, reasoning: reasoningText ?? '', calls, finish: finishes[finishReason] ?? 'other' };
}
