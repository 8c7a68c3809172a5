import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createPrice } from '../prices/create.ts';
import { createProject } from '../projects/create.ts';
import { createProviderKey } from '../provider-keys/create.ts';
import { updateProviderKey } from '../provider-keys/update.ts';
import { newActor, serve, type TestServices, testServices } from '../services.test-support.ts';
import { listModels } from './list-models.ts';

const secret = 'sk-canary-3f9a7c1e5b2d8f60';
const listed = ['gpt-4o-mini', 'ft:tone-of-voice'];

let services: TestServices;
let actor: Actor;
let projectId: string;

beforeAll(async () => {
  const { url } = await serve((_request, response) => {
    const body = JSON.stringify({ data: listed.map((id) => ({ id })) });
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  });
  services = await testServices({ gatewayUrl: url });
});

beforeEach(async () => {
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

type Asked = Parameters<typeof listModels>[2];

const find = async (provider: string, id: string, asked: Asked = {}) =>
  (await listModels(services, actor, { provider, ...asked })).data.find((model) => model.id === id);

describe('what can be called', () => {
  it('is what an active key of the project reaches, and what answers without one', async () => {
    const other = (await createProject(services, actor, { name: 'Other' })).id;
    const given = { provider: 'openai', name: 'k', secret, skipTrial: true, projectId };
    const { id } = await createProviderKey(services, actor, given);
    expect(await find('openai', 'gpt-4o-mini', { projectId })).toMatchObject({ callable: true });
    expect(await find('openai', 'gpt-4o-mini')).toMatchObject({ callable: true });
    expect(await find('openai', 'gpt-4o-mini', { projectId: other })).toMatchObject({ callable: false });
    expect(await find('groq', 'llama-3.3-70b-versatile', { projectId })).toMatchObject({ callable: false });
    expect(await find('sandbox', 'fast', { projectId: other })).toMatchObject({ callable: true, simulated: true });
    await updateProviderKey(services, actor, { id, status: 'disabled' });
    expect(await find('openai', 'gpt-4o-mini', { projectId })).toMatchObject({ callable: false });
  });

  it('is nothing of a project of others', async () => {
    const stranger = await newActor(services);
    await expect(listModels(services, stranger, { projectId })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('includes what a provider listed and the catalogue does not know', async () => {
    expect(await find('openai', 'ft:tone-of-voice')).toBeUndefined();
    await createProviderKey(services, actor, { provider: 'openai', name: 'k', secret });
    const unknown = { contextWindow: null, operations: [], price: null, callable: true };
    expect(await find('openai', 'ft:tone-of-voice')).toMatchObject(unknown);
    const { data } = await listModels(services, actor, { provider: 'openai' });
    expect(data.filter(({ id }) => id === 'gpt-4o-mini')).toHaveLength(1);
  });
});

describe('what a model can do', () => {
  it('is said where the catalogue knows it', async () => {
    expect((await find('openai', 'gpt-4o-mini'))?.capabilities).toMatchObject({
      inputs: ['text', 'image', 'document'],
      outputs: ['text'],
      tools: true,
      structuredOutput: true,
      reasoning: false,
      outputTokensMax: 16_384,
    });
  });

  it('is null, not false, where nobody knows it', async () => {
    await createPrice(services, actor, { provider: 'openai', model: 'in-house', usdPerMillion: { input: '1' } });
    const { capabilities } = (await find('openai', 'in-house')) ?? {};
    expect(new Set(Object.values(capabilities ?? {}))).toEqual(new Set([null]));
  });
});

describe('the price of a model', () => {
  it('is the list price, with where it comes from and since when', async () => {
    const model = await find('openai', 'gpt-4o-mini');
    expect(model).toMatchObject({ price: { usdPerMillion: { input: '0.15', output: '0.6' } }, listPrice: null });
    expect(['weir', 'genai-prices']).toContain(model?.price?.origin);
  });

  it('is the own one once that has begun, with the list price that it goes before', async () => {
    const own = { provider: 'openai', model: 'gpt-4o-mini', usdPerMillion: { input: '0.1', output: '0.4' } };
    const later = new Date(services.now() + 3_600_000).toISOString();
    await createPrice(services, actor, { ...own, effectiveFrom: later, usdPerMillion: { input: '9' } });
    expect(await find('openai', 'gpt-4o-mini')).toMatchObject({ price: { usdPerMillion: { input: '0.15' } } });
    await createPrice(services, actor, own);
    expect(await find('openai', 'gpt-4o-mini')).toMatchObject({
      price: { origin: 'custom', usdPerMillion: { input: '0.1', output: '0.4' } },
      listPrice: { usdPerMillion: { input: '0.15', output: '0.6' } },
    });
  });

  it('makes a model known that nobody else lists', async () => {
    await createPrice(services, actor, {
      provider: 'openai-compatible',
      model: 'in-house',
      usdPerMillion: { input: '1' },
    });
    expect(await find('openai-compatible', 'in-house')).toMatchObject({ price: { origin: 'custom' }, listPrice: null });
  });
});

describe('a search', () => {
  it('goes by provider and name', async () => {
    const { data } = await listModels(services, actor, { search: 'OpenAI/gpt-4o-m' });
    expect(data.map(({ id }) => id)).toContain('gpt-4o-mini');
    expect(data.every(({ provider, id }) => `${provider}/${id}`.includes('openai/gpt-4o-m'))).toBe(true);
  });

  it('answers the whole catalogue fast', async () => {
    await listModels(services, actor, {});
    const startedMs = performance.now();
    const { data } = await listModels(services, actor, {});
    expect(performance.now() - startedMs).toBeLessThan(250);
    expect(data.length).toBeGreaterThan(200);
  });
});
