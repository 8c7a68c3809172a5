import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from './gateway.test-support.ts';
import { startUpstream, type TestUpstream } from './upstream.test-support.ts';

/** Numbers that a 32-bit float holds exactly. */
const vectors = [
  [0.25, -0.5, 0.0009765625],
  [1, 0, -1],
];

/** Each vendor's answer to two texts, by what its path ends in. */
const answers: readonly (readonly [RegExp, object])[] = [
  [
    /:batchEmbedContents$/,
    { embeddings: vectors.map((values) => ({ values })), usageMetadata: { promptTokenCount: 7, totalTokenCount: 7 } },
  ],
  [
    /:predict$/,
    {
      predictions: vectors.map((values) => ({
        embeddings: { values, statistics: { token_count: 3, truncated: false } },
      })),
    },
  ],
  [/\/v2\/embed$/, { id: 'e', embeddings: { float: vectors }, meta: { billed_units: { input_tokens: 6 } } }],
  [/cohere\.embed.*\/invoke$/, { embeddings: { float: vectors } }],
  [/titan-embed.*\/invoke$/, { embedding: vectors[0], inputTextTokenCount: 4 }],
  [
    /\/embeddings$/,
    {
      object: 'list',
      model: 'served',
      // In disorder: the index counts.
      data: [...vectors.keys()].reverse().map((index) => ({ object: 'embedding', index, embedding: vectors[index] })),
      usage: { prompt_tokens: 5, total_tokens: 5 },
    },
  ],
];

let upstream: TestUpstream;
let gateway: TestGateway;
let client: OpenAI;

beforeAll(async () => {
  upstream = await startUpstream((response, { url, body }) => {
    const path = decodeURIComponent(url);
    if (body.includes('too few'))
      return response.setHeader('content-type', 'application/json').end('{"embeddings":[]}');
    if (body.includes('refuse')) {
      const error = { code: 429, message: 'Quota exceeded.', status: 'RESOURCE_EXHAUSTED' };
      return response.writeHead(429, { 'content-type': 'application/json' }).end(JSON.stringify({ error }));
    }
    const answer = answers.find(([form]) => form.test(path))?.[1];
    response.setHeader('content-type', 'application/json');
    response.setHeader('x-amzn-bedrock-input-token-count', '9');
    return response.end(JSON.stringify(answer ?? {}));
  });
  const baseUrl = upstream.url;
  const settings = { region: 'europe-west1', projectId: 'quill' };
  const vertexKey = JSON.stringify({ form: 'api_key', key: 'quillfeather-0007' });
  gateway = await startGateway({
    providerKeys: [
      { provider: 'openai', baseUrl: `${baseUrl}/v1`, secret: 'sk-quillfeather-0001' },
      { provider: 'mistral', baseUrl: `${baseUrl}/v1`, secret: 'quillfeather-0002' },
      { provider: 'gemini', baseUrl, secret: 'quillfeather-0003' },
      { provider: 'cohere', baseUrl, secret: 'quillfeather-0004' },
      { provider: 'bedrock', baseUrl, secret: 'quillfeather-0005', settings: { region: 'us-east-1' } },
      { provider: 'anthropic', baseUrl, secret: 'sk-ant-quillfeather-0006' },
      { provider: 'vertex', baseUrl, secret: vertexKey, settings },
    ],
  });
  client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: gateway.key, maxRetries: 0 });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

const texts = ['a quill', 'a feather'];

describe("OpenAI's SDK", () => {
  it.each([
    ['gemini/gemini-embedding-001', 7],
    ['cohere/embed-v4.0', 6],
    ['bedrock/cohere.embed-english-v3', 9],
    ['openai/text-embedding-3-small', 5],
  ])('gets exact vectors of %s, in numbers and in base64, and the ledger their tokens', async (model, tokens) => {
    const asNumbers = await client.embeddings.create({ model, input: texts, encoding_format: 'float' });
    expect(asNumbers.data.map(({ embedding }) => embedding)).toEqual(
      model.startsWith('openai') ? vectors.toReversed() : vectors,
    );
    expect(asNumbers.usage).toMatchObject({ prompt_tokens: tokens, total_tokens: tokens });
    if (model.startsWith('openai')) return;
    // The SDK asks for base64 unless told otherwise, and decodes it.
    const decoded = await client.embeddings.create({ model, input: texts });
    expect(decoded.data.map(({ embedding }) => embedding)).toEqual(vectors);
    const raw = await gateway.post('/v1/embeddings', { model, input: texts, encoding_format: 'base64' });
    const { data } = JSON.parse(await raw.text());
    expect(Buffer.from(data[0].embedding, 'base64').readFloatLE(8)).toBe(0.0009765625);
    expect(gateway.attempts().at(-1)).toMatchObject({
      operation: 'embeddings',
      usage: { input: tokens },
      status: 'succeeded',
    });
  });

  it('has its wishes told in the words of the target', async () => {
    const query = { input: texts, dimensions: 256, input_type: 'query', user: 'u' };
    await gateway.post('/v1/embeddings', { model: 'gemini/gemini-embedding-001', ...query });
    const shape = { taskType: 'RETRIEVAL_QUERY', outputDimensionality: 256 };
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toEqual({
      requests: texts.map((text) => ({
        model: 'models/gemini-embedding-001',
        content: { parts: [{ text }] },
        ...shape,
      })),
    });
    const toCohere = await gateway.post('/v1/embeddings', { model: 'cohere/embed-v4.0', ...query });
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toEqual({
      model: 'embed-v4.0',
      texts,
      input_type: 'search_query',
      embedding_types: ['float'],
      output_dimension: 256,
    });
    expect(toCohere.headers.get('x-weir-dropped')).toBe('user');
    expect(gateway.calls().at(-1)?.decision).toMatchObject({ translation: { language: 'embed', dropped: ['user'] } });
    const titan = { model: 'bedrock/amazon.titan-embed-text-v2:0', input: 'a quill', dimensions: 256 };
    expect((await gateway.post('/v1/embeddings', titan)).status).toBe(200);
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toEqual({ inputText: 'a quill', dimensions: 256 });
  });

  it.each([
    ['tokens where the target has none', { model: 'gemini/gemini-embedding-001', input: [1, 2] }, 'input'],
    ['several texts where one is all', { model: 'bedrock/amazon.titan-embed-text-v2:0', input: texts }, 'input'],
    [
      'a size that the model has not',
      { model: 'bedrock/cohere.embed-english-v3', input: 'a', dimensions: 9 },
      'dimensions',
    ],
    ['a model that embeds nothing', { model: 'bedrock/amazon.nova-lite-v1:0', input: 'a' }, 'model'],
    ['a provider that embeds nothing', { model: 'anthropic/claude-opus-4-7', input: 'a' }, 'model'],
    ['an input of another kind', { model: 'cohere/embed-v4.0', input: { text: 'a' } }, 'input'],
    ['an empty input', { model: 'cohere/embed-v4.0', input: [] }, 'input'],
    ['a mixed input', { model: 'cohere/embed-v4.0', input: ['a', 1] }, 'input.1'],
    ['an unknown encoding', { model: 'cohere/embed-v4.0', input: 'a', encoding_format: 'int8' }, 'encoding_format'],
    ['no dimensions', { model: 'cohere/embed-v4.0', input: 'a', dimensions: 0 }, 'dimensions'],
  ])('is told by name of %s, and nothing leaves', async (_what, body, param) => {
    const before = upstream.seen.length;
    const response = await gateway.post('/v1/embeddings', body);
    expect([response.status, JSON.parse(await response.text()).error.param]).toEqual([400, param]);
    expect(upstream.seen).toHaveLength(before);
  });

  it('never gets a vector too few, and gets errors in its own shape', async () => {
    const few = await gateway.post('/v1/embeddings', { model: 'gemini/gemini-embedding-001', input: ['too few', 'b'] });
    expect([few.status, JSON.parse(await few.text()).error.code]).toEqual([502, 'upstream_truncated']);
    const refused = await gateway.post('/v1/embeddings', { model: 'gemini/gemini-embedding-001', input: 'refuse' });
    expect(refused.status).toBe(429);
    expect(JSON.parse(await refused.text())).toMatchObject({ error: { type: 'rate_limit_error' } });
    expect(gateway.attempts().at(-1)).toMatchObject({ status: 'failed', errorCode: 'rate_limited' });
  });
});

describe("a client of Gemini's", () => {
  const path = (model: string, method: string) => `/v1beta/models/${model}:${method}`;
  const batch = { requests: texts.map((text) => ({ model: 'models/m', content: { parts: [{ text }] } })) };

  it.each(['openai/text-embedding-3-small', 'mistral/mistral-embed', 'cohere/embed-v4.0'])(
    'gets vectors of %s',
    async (model) => {
      const response = await gateway.post(path(model, 'batchEmbedContents'), batch);
      const answer = JSON.parse(await response.text());
      expect(answer.embeddings).toEqual(vectors.map((values) => ({ values })));
      expect(answer.usageMetadata.promptTokenCount).toBeGreaterThan(0);
      expect(gateway.attempts().at(-1)).toMatchObject({ operation: 'gemini_embed', status: 'succeeded' });
    },
  );

  it('gets vectors of Vertex, by the method of the model', async () => {
    const response = await gateway.post(path('vertex/text-embedding-005', 'batchEmbedContents'), batch);
    expect(JSON.parse(await response.text()).embeddings).toEqual(vectors.map((values) => ({ values })));
    expect(upstream.seen.at(-1)?.url).toMatch(/\/publishers\/google\/models\/text-embedding-005:predict/);
    expect(gateway.attempts().at(-1)).toMatchObject({ usage: { input: 6 } });
  });

  it('gets one vector for one content, of the size that it asked for', async () => {
    const content = { parts: [{ text: 'a quill' }] };
    const asked = { content, taskType: 'RETRIEVAL_DOCUMENT', outputDimensionality: 64 };
    const response = await gateway.post(path('bedrock/amazon.titan-embed-text-v2:0', 'embedContent'), asked);
    expect(JSON.parse(await response.text())).toEqual({
      embedding: { values: vectors[0] },
      usageMetadata: { promptTokenCount: 4, totalTokenCount: 4 },
    });
    expect(response.headers.get('x-weir-dropped')).toBe('taskType');
    await gateway.post(path('mistral/mistral-embed', 'batchEmbedContents'), {
      requests: batch.requests.map((one) => ({ ...one, output_dimensionality: 64 })),
    });
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toMatchObject({ output_dimension: 64, input: texts });
  });

  it.each([
    ['no content', {}, 'content'],
    ['a picture', { content: { parts: [{ inlineData: { mimeType: 'image/png', data: 'AA==' } }] } }, 'content.parts.0'],
    ['no requests', { requests: [] }, 'requests'],
    [
      'requests of several kinds',
      { requests: [...batch.requests, { content: { parts: [{ text: 'c' }] }, taskType: 'CLUSTERING' }] },
      'requests.2',
    ],
  ])('is told by name of %s', async (_what, body, field) => {
    const response = await gateway.post(path('cohere/embed-v4.0', 'batchEmbedContents'), body);
    const { error } = JSON.parse(await response.text());
    expect([response.status, error.status, error.details[0].metadata.field]).toEqual([400, 'INVALID_ARGUMENT', field]);
  });
});

describe('the sandbox', () => {
  it('embeds for both', async () => {
    const asked = { requests: [{ content: { parts: [{ text: 'a' }] }, outputDimensionality: 8 }] };
    const google = await gateway.post('/v1beta/models/sandbox/embed:batchEmbedContents', asked);
    const own = await client.embeddings.create({
      model: 'sandbox/embed',
      input: 'a',
      dimensions: 8,
      encoding_format: 'float',
    });
    expect(JSON.parse(await google.text()).embeddings[0].values).toEqual(own.data[0]?.embedding);
  });
});
