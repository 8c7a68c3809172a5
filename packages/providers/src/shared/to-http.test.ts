import type { Operation } from '@weir/protocol/operation';
import { parseRequest } from '@weir/protocol/parse-request';
import { UsageChunkFilter } from '@weir/protocol/usage-chunk-filter';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../provider.ts';
import { provider, providers } from '../registry.ts';

const seed = 20_261_123;

type Sent = { readonly id: string; readonly operation?: Operation; readonly model?: string };

function send({ id, operation = 'chat', model = 'm' }: Sent, text: string): HttpRequest {
  const target = provider(id);
  if (target === undefined) throw new Error(`no provider ${id}`);
  const baseUrl = target.baseUrl ?? 'http://127.0.0.1:1/v1';
  return target.toHttp(parseRequest(operation, Buffer.from(text)), { model, baseUrl });
}

describe('a request in the same dialect', () => {
  it('keeps its very bytes where the model is named alike', () => {
    const request = parseRequest('chat', Buffer.from('{ "model" : "m", "x":[1.0] }'));
    expect(provider('openai')?.toHttp(request, { model: 'm', baseUrl: 'https://h/v1' }).body).toBe(request.body);
  });

  it("has the upstream's model in the place of the client's, and every other byte as it was", () => {
    const text = '{"messages":[{"content":"\\"model\\": 水"}],\n "model" :\t"groq/openai/gpt-oss-120b" , "n":1e2}';
    const { body, url, usageChunkAdded } = send({ id: 'groq', model: 'openai/gpt-oss-120b' }, text);
    expect(body.toString()).toBe(text.replace('groq/openai', 'openai'));
    expect(url).toBe('https://api.groq.com/openai/v1/chat/completions');
    expect(usageChunkAdded).toBe(false);
  });

  it('changes nothing but model and stream_options, whatever it says', () => {
    const options = fc.option(fc.record({ include_usage: fc.boolean(), more: fc.jsonValue() }, { requiredKeys: [] }), {
      nil: null,
    });
    const document = fc.record(
      {
        a: fc.jsonValue(),
        model: fc.string({ minLength: 1 }),
        stream: fc.boolean(),
        stream_options: options,
        z: fc.jsonValue(),
      },
      { requiredKeys: ['model'] },
    );
    fc.assert(
      fc.property(document, fc.string({ minLength: 1, unit: 'grapheme' }), (source, model) => {
        const { body, usageChunkAdded } = send({ id: 'openai', model }, JSON.stringify(source));
        const asked = source.stream === true && source.stream_options?.include_usage !== true;
        const expected = asked
          ? { ...source, model, stream_options: { ...source.stream_options, include_usage: true } }
          : { ...source, model };
        expect(JSON.parse(body.toString())).toEqual(JSON.parse(JSON.stringify(expected)));
        expect(usageChunkAdded).toBe(asked);
      }),
      { seed, numRuns: 500 },
    );
  });

  it.each([
    ['{"model":"m","stream":true}', '{"model":"m","stream_options":{"include_usage":true},"stream":true}'],
    [
      '{"stream_options":null,"model":"m","stream":true}',
      '{"stream_options":{"include_usage":true},"model":"m","stream":true}',
    ],
    [
      '{"model":"m","stream":true,"stream_options":{"x":1,"include_usage":false}}',
      '{"model":"m","stream":true,"stream_options":{"x":1,"include_usage":true}}',
    ],
    ['{"model":"m","stream":true,"stream_options":{"include_usage":true}}', undefined],
    ['{"model":"m","stream":false}', undefined],
  ])('asks for usage where the stream would not report it: %s', (text, sent) => {
    const { body, usageChunkAdded } = send({ id: 'openai' }, text);
    expect(body.toString()).toBe(sent ?? text);
    expect(usageChunkAdded).toBe(sent !== undefined);
  });

  it.each([
    ['mistral', 'chat'],
    ['openai', 'responses'],
    ['openai', 'embeddings'],
    ['anthropic', 'messages'],
  ] as const)('of %s for %s is not asked for usage: it comes unasked', (id, operation) => {
    const text = '{"model":"m","stream":true}';
    expect(send({ id, operation }, text)).toMatchObject({ body: Buffer.from(text), usageChunkAdded: false });
  });

  it('carries no credential, and names the version to Anthropic', () => {
    expect(send({ id: 'anthropic', operation: 'messages' }, '{"model":"m"}').headers).toEqual({
      'content-type': 'application/json',
      'anthropic-version': '2023-06-01',
    });
    expect(send({ id: 'openai' }, '{"model":"m"}').headers).toEqual({ 'content-type': 'application/json' });
  });

  it('is refused for an operation that the provider does not have', () => {
    expect(() => send({ id: 'cerebras', operation: 'embeddings' }, '{"model":"m"}')).toThrow('has no embeddings');
  });

  it('leaves the client exactly the stream it would have had without the question', () => {
    const chunk = (usage: string, choices: string): string => `data: {"choices":${choices},"usage":${usage}}\n\n`;
    const own = `${chunk('null', '[{"delta":{"content":"a"}}]')}${chunk('null', '[{"delta":{},"finish_reason":"stop"}]')}`;
    const filter = new UsageChunkFilter();
    const out = filter.push(Buffer.from(`${own}${chunk('{"prompt_tokens":1}', '[]')}data: [DONE]\n\n`));
    expect(Buffer.concat([...out, ...filter.end()]).toString()).toBe(`${own}data: [DONE]\n\n`);
  });
});

describe('the registry', () => {
  it('finds every provider by its id, once', () => {
    const ids = providers().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(provider(id)?.id).toBe(id);
    expect(provider('nobody')).toBeUndefined();
    expect(ids).toEqual(
      expect.arrayContaining([
        'openai',
        'groq',
        'cerebras',
        'deepinfra',
        'mistral',
        'xai',
        'anthropic',
        'openai-compatible',
        'sandbox',
      ]),
    );
  });
});
