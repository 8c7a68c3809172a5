import { projectConfig } from '@weir/access/project-config';
import { projectById } from '@weir/db/sql/project-configs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createPrice } from '../prices/create.ts';
import { createProject } from '../projects/create.ts';
import { newActor, serve, type TestServices, testServices } from '../services.test-support.ts';
import { createProviderKey } from './create.ts';
import { getProviderKey } from './get.ts';
import { listProviderKeyModels } from './list-models.ts';
import { reorderProviderKeys } from './reorder.ts';
import { retryProviderKeyTrial } from './retry-trial.ts';
import { rotateProviderKey } from './rotate.ts';
import type { Trial } from './trial.ts';

const secret = 'sk-canary-3f9a7c1e5b2d8f60';
const baseUrl = 'https://models.example/v1';

let services: TestServices;
let actor: Actor;
let projectId: string;
/** Runs while the gateway is asked, before it answers. */
let meanwhile: (path: string) => Promise<void>;
let listed: string[] = [];

beforeAll(async () => {
  const { url } = await serve((request, response) => {
    const path = request.url ?? '';
    // Who looks at a key asks for its health as well.
    if (path === '/internal/health') return response.writeHead(404).end('{}');
    return void meanwhile(path).then(() => {
      const body = path.startsWith('/internal/') ? { data: listed.map((id) => ({ id })) } : {};
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  services = await testServices({ gatewayUrl: url, hosts: { 'models.example': ['93.184.216.34'] } });
});

beforeEach(async () => {
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
  meanwhile = async () => undefined;
  listed = ['gpt-4o', 'gpt-4o-mini'];
});

const openai = (name: string) =>
  createProviderKey(services, actor, { provider: 'openai', name, secret, skipTrial: true });

async function publishedOrder(): Promise<string[]> {
  const document = projectConfig.parse((await projectById(services.sql, projectId))?.document);
  return document.providerKeys.map(({ name }) => name);
}

describe('the order of provider keys', () => {
  it('is the one that is asked for, and what is not named follows as it was', async () => {
    const [a, b, c, d] = [await openai('a'), await openai('b'), await openai('c'), await openai('d')];
    expect(await publishedOrder()).toEqual(['a', 'b', 'c', 'd']);
    const { data } = await reorderProviderKeys(services, actor, { ids: [c.id, a.id] });
    expect(data.map(({ id, position }) => [id, position])).toEqual([
      [c.id, 0],
      [a.id, 1],
      [b.id, 2],
      [d.id, 3],
    ]);
    expect(await publishedOrder()).toEqual(['c', 'a', 'b', 'd']);
  });

  it('holds no key of another organization', async () => {
    const ours = await openai('ours');
    const stranger = await newActor(services);
    await expect(reorderProviderKeys(services, stranger, { ids: [ours.id] })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a trial', () => {
  it('that is asked for later leaves a key that serves nobody until it is done', async () => {
    const given = { provider: 'openai', name: 'later', secret, tryLater: true };
    const key = await createProviderKey(services, actor, given);
    expect(key).toMatchObject({ status: 'trial', trial: null });
    const seen: (Trial | null)[] = [];
    meanwhile = async () => {
      const now = await getProviderKey(services, actor, { id: key.id });
      expect(now.status).toBe('trial');
      seen.push(now.trial);
    };
    expect(await retryProviderKeyTrial(services, actor, { id: key.id })).toMatchObject({ status: 'active' });
    expect(seen).toMatchObject([{ state: 'running' }, { state: 'running', models: { count: 2 } }]);
  });

  it('of a new secret may be asked for later as well; a key that worked keeps serving until then', async () => {
    const { id } = await openai('turning');
    const rotated = await rotateProviderKey(services, actor, { id, secret: 'sk-another-secret-0042', tryLater: true });
    expect(rotated).toMatchObject({ status: 'active', lastFour: '0042', trial: null });
  });

  it('says nothing of its way once another secret has come', async () => {
    const key = await openai('twice');
    let rotated: Promise<unknown> | undefined;
    meanwhile = async (path) => {
      if (rotated !== undefined || !path.startsWith('/internal/')) return;
      rotated = rotateProviderKey(services, actor, { id: key.id, secret: 'sk-another-secret-0042' });
      await rotated;
    };
    await retryProviderKeyTrial(services, actor, { id: key.id });
    expect((await getProviderKey(services, actor, { id: key.id })).trial).toMatchObject({ state: 'ok' });
  });
});

describe('a base URL', () => {
  it('of a key without a secret may change alone', async () => {
    const given = { provider: 'openai-compatible', name: 'keyless', baseUrl: `${baseUrl}/wrong`, skipTrial: true };
    const { id } = await createProviderKey(services, actor, given);
    expect(await rotateProviderKey(services, actor, { id, baseUrl })).toMatchObject({ baseUrl, lastFour: null });
    await expect(rotateProviderKey(services, actor, { id })).rejects.toMatchObject({ field: 'secret' });
  });

  it('never takes a stored secret to another host', async () => {
    const given = { provider: 'openai-compatible', name: 'with one', secret, baseUrl, skipTrial: true };
    const { id } = await createProviderKey(services, actor, given);
    const moved = rotateProviderKey(services, actor, { id, baseUrl: 'https://models.example/other' });
    await expect(moved).rejects.toMatchObject({ code: 'invalid', field: 'secret' });
  });
});

describe('the models of a provider key', () => {
  it('are those that the upstream listed, with what they cost here', async () => {
    listed = ['gpt-4o-mini', 'in-house'];
    const key = await createProviderKey(services, actor, { provider: 'openai', name: 'tried', secret });
    const own = { provider: 'openai', model: 'in-house', usdPerMillion: { input: '0.5' } };
    await createPrice(services, actor, own);
    const models = await listProviderKeyModels(services, actor, { id: key.id });
    expect(models).toMatchObject({ source: 'upstream', total: 2, listedAt: key.trial?.at });
    expect(models.data).toMatchObject([
      { id: 'gpt-4o-mini', contextWindow: 128_000, price: { usdPerMillion: { input: '0.15', output: '0.6' } } },
      { id: 'in-house', contextWindow: null, price: { origin: 'custom', usdPerMillion: { input: '0.5' } } },
    ]);
    expect(models.data[1]?.price?.since).toMatch(/^20\d\d-/);
  });

  it('are those of the catalogue where nothing was listed, the retired ones left out', async () => {
    const { id } = await openai('untried');
    const models = await listProviderKeyModels(services, actor, { id });
    expect(models).toMatchObject({ source: 'catalogue', listedAt: null });
    expect(models.data.map((model) => model.id)).toContain('gpt-4o-mini');
  });

  it('are unknown in price where no line is, never free', async () => {
    listed = ['ft:tone-of-voice'];
    const key = await createProviderKey(services, actor, { provider: 'openai', name: 'tuned', secret });
    const { data } = await listProviderKeyModels(services, actor, { id: key.id });
    expect(data).toEqual([{ id: 'ft:tone-of-voice', contextWindow: null, price: null }]);
  });
});
