import { createServer, type Server } from 'node:http';
import type { AnswerContext, ChatDialect } from '@weir/protocol/canonical/chat-dialect';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { unfoldAnswer } from '@weir/protocol/canonical/unfold-answer';
import { chatCompletions } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { generateContent } from '@weir/protocol/dialects/generate-content/generate-content';
import { messages } from '@weir/protocol/dialects/messages/messages';
import { responses } from '@weir/protocol/dialects/responses/responses';
import { FrameSplitter } from '@weir/protocol/sse';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openResponses } from './open-responses.ts';

type Json = ReturnType<typeof JSON.parse>;

const dialects: Readonly<Record<string, ChatDialect>> = {
  chat: chatCompletions,
  responses,
  messages,
  generate_content: generateContent,
};
const kinds: Readonly<Record<string, string>> = {
  'chat.completions': 'chat',
  responses: 'responses',
  messages: 'messages',
  generateContent: 'generate_content',
  streamGenerateContent: 'generate_content',
};

function dialectOf(record: TrafficRecord): ChatDialect | undefined {
  return dialects[kinds[record.endpoint_kind] ?? ''];
}

function decode(record: TrafficRecord, dialect: ChatDialect): readonly StreamEvent[] {
  const options = { signer: record.provider, streamEnd: 'done-or-usage' } as const;
  if (record.response_format !== 'sse') return dialect.fromBody(JSON.parse(record.response_body), options);
  const splitter = new FrameSplitter();
  const decoder = dialect.decoder(options);
  const frames = [...splitter.push(Buffer.from(record.response_body)), ...splitter.end()];
  return [...frames.flatMap(({ event, data }) => decoder.frame(event, data)), ...decoder.end()];
}

const request = responses.parseRequest(
  {
    model: 'gpt-5',
    instructions: 'Be brief.',
    input: 'hi',
    temperature: 0.5,
    reasoning: { effort: 'low', summary: 'auto' },
    metadata: { a: 'b' },
    tools: [
      { type: 'function', name: 'get_weather', parameters: { type: 'object', properties: {} } },
      { type: 'custom', name: 'shell' },
      { type: 'web_search' },
    ],
    text: { format: { type: 'json_schema', name: 'x', schema: { type: 'object' } }, verbosity: 'low' },
    store: false,
  },
  {},
);
const context: AnswerContext = { callId: 'c1', createdAtSeconds: 1_700_000_000, model: 'gpt-5', request };

function written(events: readonly StreamEvent[]): string {
  const encoder = responses.encoder(context);
  return events.map((event) => encoder.encode(event)).join('');
}

function eventsOf(text: string): Json[] {
  return text
    .split('\n\n')
    .filter((frame) => frame !== '')
    .map((frame) => JSON.parse(frame.slice(frame.indexOf('data: ') + 6)));
}

/** Order and numbers of a stream's events. */
function expectOrder(events: readonly Json[], where: string): void {
  expect(
    events.map((event) => event['sequence_number']),
    where,
  ).toEqual(events.map((_, index) => index));
  const ids = new Map<unknown, unknown>();
  const done = new Set<unknown>();
  for (const event of events) {
    const index = event['output_index'];
    const item = event['item'];
    if (event['type'] === 'response.output_item.added') {
      expect(ids.has(index), where).toBe(false);
      expect(index, where).toBe(ids.size);
      ids.set(index, item?.['id']);
    } else if (index !== undefined) {
      expect(event['item_id'] ?? item?.['id'], where).toBe(ids.get(index));
      expect(done.has(index), where).toBe(false);
      if (event['type'] === 'response.output_item.done') done.add(index);
    }
  }
  expect(done.size, where).toBe(ids.size);
}

let served = { body: '', type: '' };
let server: Server;
let client: OpenAI;

beforeAll(async () => {
  server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': served.type });
    response.end(served.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  client = new OpenAI({ apiKey: 'none', baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0 });
});
afterAll(() => server.close());

describe('recorded answers of every dialect as Responses', () => {
  const records = readTraffic('answers of every vendor, written as Responses', (record) => {
    return dialectOf(record) !== undefined && record.response_status < 400 && !record.response_body.startsWith('[');
  });
  const spec = openResponses();

  it('keep to the document and are taken by the official SDK, whole and streamed', { timeout: 300_000 }, async () => {
    const counts = new Map<string, number>();
    for (const record of records) {
      const dialect = dialectOf(record);
      if (dialect === undefined || spec === undefined) continue;
      const where = `${record.id} of ${record.provider}, ${record.endpoint_kind}`;
      const events = decode(record, dialect);
      const answer = foldAnswer(events);
      if (!answer.ended || answer.failure !== undefined) {
        const told = eventsOf(written(events)).map((event) => event['type']);
        expect(told, where).not.toContain('response.completed');
        counts.set('without an end', (counts.get('without an end') ?? 0) + 1);
        continue;
      }
      const body = responses.encodeAnswer(answer, context);
      expect.soft(spec.answer(body), where).toEqual([]);
      for (const told of [events, unfoldAnswer(answer)]) {
        const text = written(told);
        const sent = eventsOf(text);
        for (const event of sent) expect.soft(spec.event(event), `${where}: ${event['type']}`).toEqual([]);
        expectOrder(sent, where);
        served = { body: text, type: 'text/event-stream' };
        const stream = client.responses.stream({ model: 'gpt-5', input: 'hi' });
        const last = sent.at(-1)?.['response'];
        const final = await stream.finalResponse().catch((error) => ({ output_text: `${error}` }));
        expect.soft(final.output_text, where).toBe(outputText(last));
      }
      served = { body: JSON.stringify(body), type: 'application/json' };
      const whole = await client.responses.create({ model: 'gpt-5', input: 'hi' });
      expect.soft(whole.output_text, where).toBe(outputText(body));
      const texts = (answer.choices[0]?.parts ?? []).flatMap((part) => (part.kind === 'text' ? part.text : []));
      expect.soft(whole.output_text, where).toBe(texts.join(''));
      counts.set(dialect.operation, (counts.get(dialect.operation) ?? 0) + 1);
    }
    process.stdout.write(`written as Responses: ${JSON.stringify(Object.fromEntries(counts))}\n`);
  });
});

function outputText(response: Json): string {
  const output = response['output'];
  const parts = output.flatMap((item: Json) => (item['type'] === 'message' ? item['content'] : []));
  return parts.map((part: Json) => (part['type'] === 'output_text' ? String(part['text']) : '')).join('');
}
