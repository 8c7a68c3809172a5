import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGateway, type TestGateway } from '../gateway.test-support.ts';

let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startGateway({ providerKeys: [{ provider: 'openai' }] });
});
afterAll(() => gateway.close());

const google = { 'x-goog-api-client': 'google-genai-sdk/3.3.0 gl-node/24' };

async function read(response: Response) {
  return JSON.parse(await response.text());
}

describe("a client of Google's", () => {
  it.each([
    ['POST', '/v1beta/files'],
    ['POST', '/upload/v1beta/files'],
    ['GET', '/v1beta/files/quill'],
    ['POST', '/v1beta/cachedContents'],
    ['GET', '/v1beta/tunedModels'],
    ['GET', '/v1beta/batches/quill'],
    ['POST', '/v1beta/interactions'],
    ['POST', '/v1beta/fileSearchStores/quill:importFile'],
    ['POST', '/v1beta/models/imagen-4.0-generate-001:predict'],
    ['POST', '/v1beta/models/gemini-2.5-flash:batchGenerateContent'],
    ['POST', '/v1alpha/auth_tokens'],
  ])('%s %s: is told in its own shape that it is not here', async (method, path) => {
    const response = await fetch(gateway.url + path, { method, headers: { 'x-goog-api-key': gateway.key } });
    const { error } = await read(response);
    expect([response.status, error.code, error.status]).toEqual([404, 404, 'NOT_FOUND']);
    expect(error.details[0].reason).toBe('unsupported_endpoint');
    expect(error.message).toContain(path);
  });

  it('is told so as well of what nobody has', async () => {
    const response = await gateway.get('/v1beta/nothing');
    expect((await read(response)).error).toMatchObject({ code: 404, status: 'NOT_FOUND' });
  });

  it.each(['/v1beta/models', '/v1alpha/models', '/v1/models'])('lists models at %s', async (path) => {
    const { models } = await read(await gateway.get(`${path}?pageSize=5`, google));
    expect(models).toHaveLength(5);
    expect(models[0].name).toMatch(/^models\/openai\//);
  });

  it('reads one model, by the header of its key alone', async () => {
    const headers = { 'x-goog-api-key': gateway.key };
    for (const path of ['/v1beta/models/openai/gpt-4.1-mini', '/v1/models/openai/gpt-4.1-mini']) {
      const response = await fetch(gateway.url + path, { headers });
      expect(await read(response)).toMatchObject({ name: 'models/openai/gpt-4.1-mini' });
    }
    const none = await fetch(`${gateway.url}/v1beta/models/openai/none`, { headers });
    expect([none.status, (await read(none)).error.status]).toEqual([404, 'NOT_FOUND']);
  });
});

describe('other clients', () => {
  it('get models in their own shapes', async () => {
    expect(await read(await gateway.get('/v1/models'))).toMatchObject({ object: 'list' });
    const anthropic = await read(await gateway.get('/v1/models', { 'anthropic-version': '2023-06-01' }));
    expect(anthropic).toMatchObject({ data: expect.any(Array), has_more: expect.any(Boolean) });
  });

  it('are told in their own shape what is not here', async () => {
    const openai = await gateway.post('/v1/images/variations', {});
    expect([openai.status, (await read(openai)).error.code]).toEqual([404, 'unsupported_endpoint']);
    const anthropic = await gateway.post('/v1/messages/batches', {});
    expect(await read(anthropic)).toMatchObject({ type: 'error', error: { type: 'not_found_error' } });
  });
});
