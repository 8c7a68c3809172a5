import Anthropic from '@anthropic-ai/sdk';
import { deepFreeze, type Grant } from '@weir/access/grant';
import { projectConfig } from '@weir/access/project-config';
import type { WeirError } from '@weir/protocol/errors';
import type { Dialect } from '@weir/protocol/operation';
import OpenAI from 'openai';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { modelList, oneModel } from './models.ts';

const atMs = Date.parse('2026-11-01T00:00:00Z');
const uuid = '01890a5d-ac96-774b-bcce-b302099a8057';

function grantFor(
  providerIds: readonly string[],
  { allowedModels, usdPerMillion }: { allowedModels?: string[]; usdPerMillion?: Record<string, string> } = {},
): Grant {
  const own = { id: uuid, provider: 'openai', effectiveFrom: '2026-01-01T00:00:00Z' };
  const config = projectConfig.parse({
    format: 1,
    version: 1,
    organizationId: uuid,
    projectId: uuid,
    sealedDataKey: '',
    gatewayKeys: [{ id: uuid, hash: '', name: 'test', attributes: {}, allowedModels }],
    providerKeys: providerIds.map((provider) => ({ id: uuid, provider, name: provider, status: 'active' })),
    customPrices: usdPerMillion === undefined ? [] : [{ ...own, model: 'my-tune', usdPerMillion }],
  });
  const principal = { organizationId: uuid, projectId: uuid, attributes: {} };
  const [key] = config.gatewayKeys;
  return deepFreeze(key === undefined ? { principal, config } : { principal, config, key });
}

function page(grant: Grant, dialect: Dialect, search = ''): object {
  return modelList(grant, dialect, { parameters: new URLSearchParams(search), atMs });
}

function one(grant: Grant, dialect: Dialect, id: string): object | undefined {
  return oneModel(grant, dialect, { id, atMs });
}

/** Answers an SDK with our lists, as the gateway does. */
function answering(grant: Grant, dialect: Dialect): typeof fetch {
  return (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const [, id] = /\/models\/(.+)$/.exec(url.pathname) ?? [];
    const body = id === undefined ? page(grant, dialect, url.search) : one(grant, dialect, decodeURIComponent(id));
    return Promise.resolve(Response.json(body ?? {}, { status: body === undefined ? 404 : 200 }));
  };
}

const withIds = z.object({ data: z.array(z.object({ id: z.string() })) });
const idsOf = (list: object) => withIds.parse(list).data.map(({ id }) => id);

describe("the list in OpenAI's shape", () => {
  it('says lengths, capabilities and exact prices', () => {
    expect(one(grantFor(['openai']), 'openai', 'openai/gpt-4o')).toMatchObject({
      id: 'openai/gpt-4o',
      object: 'model',
      created: Date.parse('2024-05-13') / 1000,
      owned_by: 'openai',
      context_length: 128_000,
      max_output_tokens: 16_384,
      input_modalities: ['text', 'image', 'document'],
      output_modalities: ['text'],
      capabilities: { tools: true, structured_output: true, reasoning: false, temperature: true },
      pricing: { input: '2.5', cache_read: '1.25', output: '10' },
    });
  });

  it('says what a long context costs', () => {
    expect(one(grantFor(['openai']), 'openai', 'openai/gpt-6-astra')).toMatchObject({
      pricing: {
        input: '10',
        cache_write_5m: '12.5',
        long_context: { above_input_tokens: 271_999, input: '20', output: '75' },
      },
    });
  });

  it("gives the organization's own price, and nothing of what is not known", () => {
    const grant = grantFor(['openai'], { usdPerMillion: { input: '0.125', output: '1' } });
    expect(JSON.parse(JSON.stringify(one(grant, 'openai', 'openai/my-tune')))).toEqual({
      id: 'openai/my-tune',
      object: 'model',
      created: 0,
      owned_by: 'openai',
      capabilities: {},
      pricing: { input: '0.125', output: '1' },
    });
    expect(one(grantFor(['cerebras']), 'openai', 'cerebras/qwen-3-coder-480b')).toMatchObject({ pricing: undefined });
  });

  it("marks the sandbox's prices as no money", () => {
    expect(one(grantFor([]), 'openai', 'sandbox/fast')).toMatchObject({ pricing: { input: '1', simulated: true } });
  });

  it('is read by the SDK', async () => {
    const grant = grantFor(['openai']);
    const client = new OpenAI({ apiKey: 'k', baseURL: 'http://weir/v1', fetch: answering(grant, 'openai') });
    const ids = (await client.models.list()).data.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['openai/gpt-4o', 'sandbox/fast']));
    expect(await client.models.retrieve('openai/gpt-4o')).toMatchObject({ id: 'openai/gpt-4o', object: 'model' });
  });
});

describe('what is listed', () => {
  it('can be called: no retired name, no family, nothing that no endpoint serves', () => {
    const ids = idsOf(page(grantFor(['openai', 'cerebras']), 'openai'));
    for (const absent of [
      'cerebras/llama-3.3-70b',
      'openai/ft:gpt-3.5-turbo-',
      'openai/ft:gpt-4o',
      'openai/gpt-realtime',
    ])
      expect(ids).not.toContain(absent);
    expect(ids).toContain('openai/gpt-5.4');
  });

  it('is what the gateway key allows, and is found by its bare name', () => {
    const grant = grantFor(['openai', 'groq'], { allowedModels: ['groq/*'] });
    expect(idsOf(page(grant, 'openai')).filter((id) => !id.startsWith('groq/'))).toEqual([]);
    expect(one(grant, 'openai', 'llama-3.3-70b-versatile')).toMatchObject({ id: 'groq/llama-3.3-70b-versatile' });
    expect(one(grant, 'openai', 'gpt-4o')).toBeUndefined();
  });
});

describe("the list in Anthropic's shape", () => {
  const grant = grantFor(['anthropic', 'openai']);
  const all = idsOf(page(grant, 'anthropic'));

  it('says lengths under the names of its API', () => {
    expect(one(grant, 'anthropic', 'anthropic/claude-opus-4-7')).toMatchObject({
      type: 'model',
      id: 'anthropic/claude-opus-4-7',
      max_input_tokens: 1_000_000,
      max_tokens: 128_000,
      capabilities: null,
      supports: { tools: true, structured_output: true, temperature: false },
      pricing: { input: '5', output: '25' },
    });
    expect(one(grant, 'anthropic', 'anthropic/claude-3-haiku')).toMatchObject({ created_at: '2024-03-13T00:00:00Z' });
    expect(one(grant, 'anthropic', 'openai/gpt-3.5-turbo-0613')).toMatchObject({ max_tokens: null });
  });

  it('goes forward and back in pages', () => {
    expect(page(grant, 'anthropic', 'limit=2')).toMatchObject({ has_more: true, first_id: all[0], last_id: all[1] });
    const after = page(grant, 'anthropic', `limit=2&after_id=${all[1]}`);
    expect([idsOf(after), after]).toMatchObject([[all[2], all[3]], { has_more: true }]);
    const before = page(grant, 'anthropic', `limit=2&before_id=${all[3]}`);
    expect([idsOf(before), before]).toMatchObject([[all[1], all[2]], { has_more: true }]);
    expect(page(grant, 'anthropic', `limit=9&before_id=${all[2]}`)).toMatchObject({ has_more: false });
    const end = page(grant, 'anthropic', `after_id=${all.at(-1)}`);
    expect(end).toEqual({ data: [], has_more: false, first_id: null, last_id: null });
  });

  it.each(['limit=0', 'limit=x', 'limit=1001', 'limit=', 'after_id=none', 'before_id=none'])('refuses %s', (search) => {
    const refusal: Partial<WeirError> = { code: 'invalid_request' };
    expect(() => page(grant, 'anthropic', search)).toThrow(expect.objectContaining(refusal));
  });

  it('is walked by the SDK, page by page', async () => {
    const fetch = answering(grant, 'anthropic');
    const client = new Anthropic({ apiKey: 'k', baseURL: 'http://weir', fetch });
    const walked: string[] = [];
    for await (const { id } of client.models.list({ limit: 7 })) walked.push(id);
    expect(walked).toEqual(all);
    expect(await client.models.retrieve('anthropic/claude-opus-4-7')).toMatchObject({ max_tokens: 128_000 });
  });
});

const geminiList = z.object({ models: z.array(z.object({ name: z.string() })), nextPageToken: z.string().optional() });

describe("the list in Gemini's shape", () => {
  const grant = grantFor(['openai']);

  it('says lengths and methods under the names of its API', () => {
    expect(one(grant, 'gemini', 'openai/o3')).toMatchObject({
      name: 'models/openai/o3',
      baseModelId: 'openai/o3',
      version: 'latest',
      displayName: 'o3',
      inputTokenLimit: 200_000,
      outputTokenLimit: 100_000,
      supportedGenerationMethods: ['generateContent', 'streamGenerateContent', 'countTokens'],
      thinking: true,
      pricing: { input: '2', cacheRead: '0.5', output: '8' },
    });
    expect(one(grant, 'gemini', 'openai/text-embedding-3-small')).toMatchObject({
      supportedGenerationMethods: ['embedContent'],
    });
  });

  it('goes in pages of 50, or as many as are asked for', () => {
    const names: string[] = [];
    let token: string | undefined = '';
    while (token !== undefined) {
      const { models, nextPageToken } = geminiList.parse(page(grant, 'gemini', `pageToken=${token}`));
      expect(models.length).toBeLessThanOrEqual(50);
      names.push(...models.map(({ name }) => name));
      token = nextPageToken;
    }
    expect(names).toEqual(idsOf(page(grant, 'openai')).map((id) => `models/${id}`));
    expect(geminiList.parse(page(grant, 'gemini', 'pageSize=5000'))).toMatchObject({
      models: { length: names.length },
    });
    expect(geminiList.parse(page(grant, 'gemini', 'pageSize=3')).models).toHaveLength(3);
  });

  it.each(['pageSize=0', 'pageSize=-1', 'pageToken=zzz'])('refuses %s', (search) => {
    const refusal: Partial<WeirError> = { code: 'invalid_request' };
    expect(() => page(grant, 'gemini', search)).toThrow(expect.objectContaining(refusal));
  });
});
