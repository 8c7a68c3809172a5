import type { ChatDialect } from '@weir/protocol/canonical/chat-dialect';
import type { ChatRequest } from '@weir/protocol/canonical/chat-request';
import { describe, expect, it } from 'vitest';
import { type ChatUpstreamOptions, chatUpstream } from './chat-upstream.ts';

const request: ChatRequest = {
  dialect: 'messages',
  model: 'asked',
  streaming: true,
  turns: [],
  tools: [],
  sampling: {},
};

/** Says what it was given. */
const echo: ChatDialect = {
  operation: 'generate_content',
  parseRequest: () => request,
  encodeRequest: (asked, target) => ({
    body: { from: asked.model, to: target.model, signer: target.signer, reasons: target.reasons },
    dropped: ['top_k'],
  }),
  fromBody: (body, { signer }) => [{ type: 'start', model: `${String(body['m'])} of ${signer}` }],
  decoder: ({ streamEnd }) => ({
    frame: () => [],
    end: () => (streamEnd === 'done-or-usage' ? [{ type: 'end' }] : []),
  }),
  encodeAnswer: () => ({}),
  encoder: () => ({ encode: () => '' }),
};

function upstream(over: Partial<ChatUpstreamOptions> = {}): ReturnType<typeof chatUpstream> {
  return chatUpstream({ dialect: echo, path: '/v1beta/x', name: 'Echo', signer: 'echo', ...over });
}

describe('chatUpstream', () => {
  it('sends what the dialect writes to the path under the base URL, and tells what was dropped', () => {
    const { http, dropped } = upstream({ model: { reasons: true }, headers: { 'x-a': 'b' } }).toHttp(request, {
      model: 'real',
      baseUrl: 'https://host.example/root/',
    });
    expect(http.url).toBe('https://host.example/root/v1beta/x');
    expect(JSON.parse(http.body.toString())).toEqual({ from: 'asked', to: 'real', signer: 'echo', reasons: true });
    expect(http.headers).toEqual({ 'content-type': 'application/json', accept: 'text/event-stream', 'x-a': 'b' });
    expect(dropped).toEqual(['top_k']);
  });

  it('asks for JSON where the answer is wanted whole', () => {
    const { http } = upstream().toHttp(
      { ...request, streaming: false },
      { model: 'm', baseUrl: 'https://h.example/r' },
    );
    expect(http.headers['accept']).toBe('application/json');
  });

  it('lets path and body depend on the call, and keeps both queries', () => {
    const { http } = upstream({
      path: ({ model, streaming }) => `/models/${model}:${streaming ? 'stream' : 'whole'}?alt=sse`,
      bodyOf: ({ to, ...rest }, { model }) => ({ ...rest, version: `v-${model}` }),
    }).toHttp(request, { model: 'real', baseUrl: 'https://host.example/root?key=1' });
    expect(http.url).toBe('https://host.example/root/models/real:stream?key=1&alt=sse');
    expect(JSON.parse(http.body.toString())).toEqual({ from: 'asked', signer: 'echo', version: 'v-real' });
  });

  it('reads whole answers by the dialect, and nothing out of what is no object', () => {
    const one = upstream();
    expect(one.language).toBe('generate_content');
    expect(one.fromBody(Buffer.from('{"m":"x"}'))).toEqual([{ type: 'start', model: 'x of echo' }]);
    expect(one.fromBody(Buffer.from('{"m":'))).toEqual([]);
    expect(upstream({ streamEnd: 'done-or-usage' }).decoder().end()).toEqual([{ type: 'end' }]);
    expect(one.decoder().end()).toEqual([]);
  });
});
