import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.test-support.ts';
import { startUpstream, type TestUpstream } from '../upstream.test-support.ts';

const vector = `[${Array.from({ length: 500_000 }, () => '0.123456789012345678').join(',')}]`;
const usage = '{"prompt_tokens":8,"total_tokens":8}';
const body = `{"object":"list","data":[{"embedding":${vector}}],"model":"text-embedding-3-small","usage":${usage}}`;
const request = { model: 'openai/text-embedding-3-small', input: 'x' };

describe('an answer too long to be gathered', () => {
  let upstream: TestUpstream;
  let gateway: TestGateway;
  let isCut = false;
  let isSized = true;

  beforeAll(async () => {
    upstream = await startUpstream((response) => {
      response.setHeader('content-type', 'application/json');
      if (isSized) response.setHeader('content-length', body.length);
      if (!isCut) response.write(body, () => response.end());
      else response.write(body.slice(0, -1_000), () => setTimeout(() => response.destroy(), 50));
    });
    gateway = await startGateway({ providerKeys: [{ provider: 'openai', baseUrl: `${upstream.url}/v1` }] });
  });

  afterAll(async () => {
    await gateway.close();
    await upstream.close();
  });

  it.each([true, false])('passes untouched and is settled from its end (content-length: %s)', async (sized) => {
    isSized = sized;
    const response = await gateway.post('/v1/embeddings', request);
    expect(response.headers.get('content-length')).toBe(sized ? String(body.length) : null);
    expect((await response.text()) === body).toBe(true);
    expect(gateway.attempts().at(-1)).toMatchObject({
      status: 'succeeded',
      usage: { input: 8 },
      cost: { source: 'computed' },
    });
  });

  it.each([true, false])('is cut off when the upstream breaks off (content-length: %s)', async (sized) => {
    isCut = true;
    isSized = sized;
    const response = await gateway.post('/v1/embeddings', request);
    await expect(response.text()).rejects.toThrow();
    expect(gateway.attempts().at(-1)).toMatchObject({ status: 'truncated', cost: { source: 'unknown' } });
  });
});
