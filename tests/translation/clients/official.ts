import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import type { ChatOperation } from '@weir/protocol/operation';
import OpenAI from 'openai';
import type { Json } from '../stated/json.ts';
import { readDocuments } from '../stated/read-record.ts';
import type { Statement } from '../stated/statement.ts';
import { answerFetch } from './answer-fetch.ts';

type Form = 'whole' | 'streamed';

/** What a client library made of an answer: every view that it offers, read as a record is read. */
type See = (text: string, form: Form) => Promise<Statement[]>;

async function all(stream: AsyncIterable<unknown>): Promise<Json[]> {
  const items: Json[] = [];
  for await (const item of stream) items.push(item);
  return items;
}

const messages = [{ role: 'user', content: 'x' } as const];

function openai(text: string, form: Form): OpenAI {
  return new OpenAI({ apiKey: 'x', baseURL: 'http://client.test/v1', maxRetries: 0, fetch: answerFetch(text, form) });
}

async function seeChat(text: string, form: Form): Promise<Statement[]> {
  const client = openai(text, form);
  if (form === 'whole') {
    const whole: Json = await client.chat.completions.create({ model: 'x', messages });
    return [readDocuments('chat', [whole], 'whole')];
  }
  const chunks = await all(await client.chat.completions.create({ model: 'x', messages, stream: true }));
  const final: Json = await client.chat.completions.stream({ model: 'x', messages }).finalChatCompletion();
  const streamed = readDocuments('chat', chunks, 'streamed');
  // The library's own gathering keeps the last piece of a field that OpenAI does not have: thoughts.
  const gathered = readDocuments('chat', [final], 'whole');
  const choices = gathered.choices.map((choice, at) => ({
    ...choice,
    reasoning: streamed.choices[at]?.reasoning ?? choice.reasoning,
  }));
  return [streamed, { ...gathered, choices }];
}

async function seeResponses(text: string, form: Form): Promise<Statement[]> {
  const client = openai(text, form);
  if (form === 'whole') {
    const whole: Json = await client.responses.create({ model: 'x', input: 'x' });
    return [readDocuments('responses', [whole], 'whole')];
  }
  const events = await all(await client.responses.create({ model: 'x', input: 'x', stream: true }));
  const final: Json = await client.responses.stream({ model: 'x', input: 'x' }).finalResponse();
  return [readDocuments('responses', events, 'streamed'), readDocuments('responses', [final], 'whole')];
}

async function seeMessages(text: string, form: Form): Promise<Statement[]> {
  const client = new Anthropic({
    apiKey: 'x',
    baseURL: 'http://client.test',
    maxRetries: 0,
    fetch: answerFetch(text, form),
  });
  const ask = { model: 'x', max_tokens: 1, messages };
  if (form === 'whole') {
    const whole: Json = await client.messages.create(ask);
    return [readDocuments('messages', [whole], 'whole')];
  }
  const events = await all(await client.messages.create({ ...ask, stream: true }));
  const final: Json = await client.messages.stream(ask).finalMessage();
  return [readDocuments('messages', events, 'streamed'), readDocuments('messages', [final], 'whole')];
}

/** Google's library calls the global `fetch`. */
async function seeGemini(text: string, form: Form): Promise<Statement[]> {
  const before = globalThis.fetch;
  globalThis.fetch = answerFetch(text, form);
  try {
    const client = new GoogleGenAI({ apiKey: 'x', httpOptions: { baseUrl: 'http://client.test' } });
    const ask = { model: 'x', contents: 'x' };
    const documents: Json[] =
      form === 'whole'
        ? [await client.models.generateContent(ask)]
        : await all(await client.models.generateContentStream(ask));
    return [readDocuments('generate_content', documents, form)];
  } finally {
    globalThis.fetch = before;
  }
}

/** The official library of each dialect. It throws on what it cannot take. */
export const officialClients: Readonly<Record<ChatOperation, See>> = {
  chat: seeChat,
  responses: seeResponses,
  messages: seeMessages,
  generate_content: seeGemini,
};
