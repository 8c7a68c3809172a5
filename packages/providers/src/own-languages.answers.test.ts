import type { ChatAnswer } from '@weir/protocol/canonical/chat-answer';
import type { AnswerContext, ChatDialect } from '@weir/protocol/canonical/chat-dialect';
import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import type { StreamEvent } from '@weir/protocol/canonical/stream-event';
import { chatCompletions } from '@weir/protocol/dialects/chat-completions/chat-completions';
import { generateContent } from '@weir/protocol/dialects/generate-content/generate-content';
import { messages } from '@weir/protocol/dialects/messages/messages';
import { responses } from '@weir/protocol/dialects/responses/responses';
import { FrameSplitter } from '@weir/protocol/sse';
import { readTraffic, type TrafficRecord } from '@weir/testing/reference';
import { readUpstream } from '@weir/testing/upstream-contract';
import { describe, expect, it } from 'vitest';
import { converse } from './bedrock/converse.ts';
import { cohereChat } from './cohere/chat.ts';
import type { ChatUpstream } from './provider.ts';

/*
 * Every recorded answer in a language of a vendor's own, written in each client's dialect and read again: texts, calls
 * and the reason of the end are what they were.
 */

const dialects: readonly ChatDialect[] = [chatCompletions, responses, messages, generateContent];

function upstreamOf({ provider, endpoint, endpoint_kind }: TrafficRecord): ChatUpstream | undefined {
  if (provider === 'cohere' && endpoint === '/v2/chat') return cohereChat;
  if (!endpoint_kind.startsWith('converse')) return undefined;
  const request: ChatRequest = { dialect: 'chat', model: 'm', streaming: true, turns: [], tools: [], sampling: {} };
  return converse(request, 'us.anthropic.claude-sonnet-4-5-20250929-v1:0');
}

function eventsOf(record: TrafficRecord, upstream: ChatUpstream): readonly StreamEvent[] {
  if (record.response_format === 'json') return upstream.fromBody(Buffer.from(record.response_body));
  const bytes = Buffer.from(record.response_body, record.response_format === 'aws' ? 'base64' : 'utf8');
  return readUpstream(upstream, [bytes]);
}

function reread(dialect: ChatDialect, events: readonly StreamEvent[], context: AnswerContext): ChatAnswer {
  const encoder = dialect.encoder(context);
  const text = events.map((event) => encoder.encode(event)).join('');
  const splitter = new FrameSplitter();
  const decoder = dialect.decoder({ signer: 'anthropic' });
  const frames = [...splitter.push(Buffer.from(text)), ...splitter.end()];
  return foldAnswer([...frames.flatMap(({ event, data }) => [...decoder.frame(event, data)]), ...decoder.end()]);
}

/** What every dialect can say: texts as one, calls by name and arguments, and why it ended. */
function said(answer: ChatAnswer): object {
  const parts = answer.choices[0]?.parts ?? [];
  return {
    text: parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''),
    calls: parts.flatMap((part) =>
      part.kind === 'tool_call' ? [[part.name, JSON.parse(part.arguments === '' ? '{}' : part.arguments)]] : [],
    ),
    ended: answer.ended,
    output: answer.usage?.output === undefined ? undefined : answer.usage.output + (answer.usage.reasoning ?? 0),
  };
}

describe('recorded answers in languages of vendors’ own', () => {
  const records = readTraffic('answers of Converse and Cohere in each client’s dialect', (record) => {
    return record.response_status < 400 && upstreamOf(record) !== undefined;
  });
  const context: AnswerContext = { callId: 'call', createdAtSeconds: 1, model: 'fast', includesUsage: true };

  it.each(dialects.map((dialect) => [dialect.operation, dialect] as const))(
    'are whole in %s',
    (_operation, dialect) => {
      for (const record of records) {
        const upstream = upstreamOf(record);
        const events = upstream === undefined ? [] : eventsOf(record, upstream);
        const answer = foldAnswer(events);
        expect(said(reread(dialect, events, context)), `${record.id}, streamed`).toEqual(said(answer));
        const whole = foldAnswer(dialect.fromBody(dialect.encodeAnswer(answer, context), { signer: 'anthropic' }));
        expect(said(whole), `${record.id}, whole`).toEqual(said(answer));
      }
      process.stdout.write(`recorded answers of Converse and Cohere in ${dialect.operation}: ${records.length}\n`);
    },
  );
});
