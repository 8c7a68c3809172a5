import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { foldAnswer } from '@weir/protocol/canonical/fold-answer';
import { messages } from '@weir/protocol/dialects/messages/messages';
import { WeirError } from '@weir/protocol/errors';
import { awsEvent, awsException } from '@weir/testing/aws-message';
import { readTraffic } from '@weir/testing/reference';
import { readUpstream } from '@weir/testing/upstream-contract';
import { describe, expect, it } from 'vitest';
import { bedrock } from './bedrock.ts';
import { canInvoke, invokeClaude } from './invoke-claude.ts';

const model = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const target = { model, baseUrl: 'https://bedrock-runtime.us-east-1.amazonaws.com' };
const body = {
  model: 'fast',
  max_tokens: 100,
  cache_control: { type: 'ephemeral' },
  system: 'Be brief.',
  messages: [{ role: 'user', content: 'Hello' }],
};

function ask(over: object, streaming = false): ChatRequest {
  return messages.parseRequest({ ...body, ...over, stream: streaming }, {});
}

const said = [
  {
    type: 'message_start',
    message: {
      id: 'msg_1',
      model: 'claude',
      role: 'assistant',
      content: [],
      usage: { input_tokens: 9, output_tokens: 1 },
    },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello – you.' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 4 } },
  { type: 'message_stop', 'amazon-bedrock-invocationMetrics': { inputTokenCount: 9 } },
];

function wrapped(event: object): Buffer {
  const bytes = Buffer.from(JSON.stringify(event)).toString('base64');
  return awsEvent('chunk', JSON.stringify({ bytes, p: 'abcd' }));
}

describe('Claude by InvokeModel', () => {
  it('gets the betas that Bedrock has in the body, and says which header did not travel whole', () => {
    const betas = ['context-1m-2025-08-07', 'claude-code-20250219', 'interleaved-thinking-2025-05-14'];
    const { http, dropped } = invokeClaude(model).toHttp(ask({}), { ...target, betas });
    const taken = ['context-1m-2025-08-07', 'interleaved-thinking-2025-05-14'];
    expect(JSON.parse(http.body.toString())).toMatchObject({ anthropic_beta: taken });
    expect(dropped).toEqual(['anthropic-beta']);
    const whole = invokeClaude(model).toHttp(ask({}), { ...target, betas: taken });
    expect(whole.dropped).toEqual([]);
    const none = invokeClaude(model).toHttp(ask({}), target);
    expect(JSON.parse(none.http.body.toString())).not.toHaveProperty('anthropic_beta');
  });

  it('is asked in its own dialect, with model and stream in the path and the version in the body', () => {
    const { http, dropped } = invokeClaude(model).toHttp(ask({ top_k: 5 }), target);
    expect(http.url).toBe(`${target.baseUrl}/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke`);
    expect(JSON.parse(http.body.toString())).toEqual({
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 100,
      top_k: 5,
      system: [{ type: 'text', text: 'Be brief.' }],
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello', cache_control: { type: 'ephemeral' } }] }],
    });
    expect(dropped).toEqual([]);
    expect(invokeClaude(model).toHttp(ask({}, true), target).http.url).toMatch(/\/invoke-with-response-stream$/);
  });

  it('refuses pictures by URL, which Bedrock does not fetch', () => {
    const image = { type: 'image', source: { type: 'url', url: 'https://example.org/lake.png' } };
    const asking = (): unknown => {
      return invokeClaude(model).toHttp(ask({ messages: [{ role: 'user', content: [image] }] }), target);
    };
    expect(asking).toThrow(WeirError);
  });

  it('gives way to Converse for files that only Converse reads', () => {
    const csv = { kind: 'base64', data: 'YQ==', mediaType: 'application/vnd.ms-excel' } as const;
    const request: ChatRequest = { ...ask({}), turns: [{ role: 'user', parts: [{ kind: 'document', source: csv }] }] };
    expect(canInvoke(request)).toBe(false);
    expect(bedrock.chat?.(request, model)?.language).toBe('converse');
    expect(bedrock.chat?.(ask({}), model)?.language).toBe('messages');
    expect(bedrock.chat?.(ask({}), 'us.amazon.nova-lite-v1:0')?.language).toBe('converse');
  });

  it('streams in wrapped frames: whole, split anywhere, cut anywhere', () => {
    const upstream = invokeClaude(model);
    const bytes = Buffer.concat(said.map(wrapped));
    const whole = readUpstream(upstream, [bytes]);
    expect(foldAnswer(whole)).toMatchObject({
      ended: true,
      choices: [{ parts: [{ kind: 'text', text: 'Hello – you.' }], finish: { reason: 'stop' } }],
      usage: { input: 9, output: 4 },
    });
    for (let at = 1; at < bytes.length; at++) {
      const head = bytes.subarray(0, at);
      expect(readUpstream(upstream, [head, bytes.subarray(at)]), `split at ${at}`).toEqual(whole);
      expect(foldAnswer(readUpstream(upstream, [head])).ended, `cut after ${at}`).toBe(false);
    }
  });

  it('tells an error of Bedrock inside its stream, and then nothing', () => {
    const upstream = invokeClaude(model);
    const error = awsException('modelStreamErrorException', '{"message":"The model stopped."}');
    const bytes = Buffer.concat([...said.slice(0, 3).map(wrapped), error, ...said.slice(3).map(wrapped)]);
    const answer = foldAnswer(readUpstream(upstream, [bytes]));
    expect(answer).toMatchObject({ ended: false, failure: { code: 'server_error', retryable: true } });
  });
});

describe('recorded answers of Claude at InvokeModel', () => {
  const records = readTraffic('Claude at InvokeModel', ({ provider, endpoint, endpoint_kind, response_status }) => {
    return provider === 'bedrock' && /claude/.test(endpoint) && /^invoke/.test(endpoint_kind) && response_status < 400;
  });
  /** Prompts from before Messages. */
  const isOld = (text: string): boolean => text.includes('"completion"');

  it('are read whole and streamed', () => {
    let [whole, streamed, old] = [0, 0, 0];
    for (const { id, response_body, response_format } of records) {
      const bytes = Buffer.from(response_body, response_format === 'aws' ? 'base64' : 'utf8');
      const upstream = invokeClaude(model);
      const events = response_format === 'aws' ? readUpstream(upstream, [bytes]) : upstream.fromBody(bytes);
      const answer = foldAnswer(events);
      if (isOld(response_body) || (response_format === 'aws' && answer.responseId === undefined)) {
        old += 1;
        continue;
      }
      expect(answer.ended, id).toBe(true);
      expect(answer.choices[0]?.finish?.reason, id).toBeDefined();
      expect(answer.choices[0]?.parts.length, id).toBeGreaterThan(0);
      expect(answer.usage?.output, id).toBeGreaterThan(0);
      if (response_format === 'aws') streamed += 1;
      else whole += 1;
    }
    process.stdout.write(
      `recorded answers of Claude at InvokeModel: ${whole} whole, ${streamed} streamed, ${old} too old\n`,
    );
    if (records.length > 0) expect(streamed).toBeGreaterThan(5);
  });
});
