import { GoogleGenAI } from '@google/genai';
import { startGateway, type TestGateway } from '@weir/gateway/src/gateway.test-support.ts';
import { startUpstream, type TestUpstream } from '@weir/gateway/src/upstream.test-support.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const vectors = [
  [0.25, -0.5],
  [1, 0.125],
];

let upstream: TestUpstream;
let gateway: TestGateway;
let client: GoogleGenAI;

beforeAll(async () => {
  upstream = await startUpstream((response, { url }) => {
    response.setHeader('content-type', 'application/json');
    if (url.endsWith('/input_tokens')) return response.end('{"object":"response.input_tokens","input_tokens":12}');
    const data = vectors.map((embedding, index) => ({ object: 'embedding', index, embedding }));
    return response.end(
      JSON.stringify({ object: 'list', model: 'm', data, usage: { prompt_tokens: 4, total_tokens: 4 } }),
    );
  });
  gateway = await startGateway({
    providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1`, secret: 'sk-quillfeather-0001' }],
  });
  client = new GoogleGenAI({ apiKey: gateway.key, httpOptions: { baseUrl: gateway.url } });
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});

describe("Google's SDK on another vendor's models", () => {
  it('embeds', async () => {
    const config = { outputDimensionality: 2, taskType: 'RETRIEVAL_QUERY' };
    const model = 'openai/text-embedding-3-small';
    const { embeddings } = await client.models.embedContent({ model, contents: ['a quill', 'a feather'], config });
    expect(embeddings?.map(({ values }) => values)).toEqual(vectors);
    expect(JSON.parse(upstream.seen.at(-1)?.body ?? '')).toEqual({
      model: 'text-embedding-3-small',
      input: ['a quill', 'a feather'],
      dimensions: 2,
      encoding_format: 'float',
    });
    expect(gateway.attempts().at(-1)).toMatchObject({ operation: 'gemini_embed', usage: { input: 4 } });
  });

  it('counts tokens', async () => {
    const counted = await client.models.countTokens({ model: 'openai/gpt-4.1-mini', contents: 'How many quills?' });
    expect(counted.totalTokens).toBe(12);
  });

  it('lists models, and reads one', async () => {
    const pager = await client.models.list({ config: { pageSize: 3 } });
    expect(pager.page).toHaveLength(3);
    expect(pager.page[0]?.name).toMatch(/^models\//);
    const model = await client.models.get({ model: 'models/openai/gpt-4.1-mini' });
    expect(model.name).toBe('models/openai/gpt-4.1-mini');
  });

  it('is told what is not here', async () => {
    const prompt = client.caches.list();
    await expect(prompt).rejects.toThrow(/404|not served/);
  });
});
