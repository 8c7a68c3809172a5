import { verifyInternal } from '@weir/access/internal-token';
import { projectConfig } from '@weir/access/project-config';
import { open } from '@weir/access/seal';
import { projectById } from '@weir/db/sql/project-configs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createPrice } from '../prices/create.ts';
import { createProject } from '../projects/create.ts';
import { newActor, nowhere, serve, type TestServices, testServices } from '../services.test-support.ts';
import { createProviderKey } from './create.ts';
import { deleteProviderKey } from './delete.ts';
import { getProviderKey } from './get.ts';
import { retryProviderKeyTrial } from './retry-trial.ts';
import { rotateProviderKey } from './rotate.ts';
import { updateProviderKey } from './update.ts';

const secret = 'sk-canary-3f9a7c1e5b2d8f60';
type Asked = { path: string; token: string; body: { model?: string } };
type Answer = { status: number; body: object; headers?: Record<string, string> };

let services: TestServices;
let actor: Actor;
let projectId: string;
let asked: Asked[] = [];
let answer: (request: Asked) => Answer;

const lists = (...ids: string[]): Answer => ({ status: 200, body: { data: ids.map((id) => ({ id })) } });
const error = (status: number, code: string): Answer => ({
  status,
  body: { error: { code, message: `said ${code}`, type: 'x' } },
});
const called: Answer = { status: 200, body: {}, headers: { 'x-weir-call-id': 'c1', 'x-weir-cost-usd': '0.000001' } };
const isList = ({ path }: Asked) => path.startsWith('/internal/');

beforeAll(async () => {
  const { url } = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const token = (request.headers.authorization ?? '').slice('Bearer '.length);
      const one = { path: request.url ?? '', token, body: text === '' ? {} : JSON.parse(text) };
      asked.push(one);
      const { status, body, headers } = answer(one);
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
    });
  });
  services = await testServices({
    gatewayUrl: url,
    hosts: { 'models.example': ['93.184.216.34'], 'inside.example': ['93.184.216.34', '10.0.0.7'] },
  });
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

beforeEach(() => {
  asked = [];
  answer = (request) => (isList(request) ? lists('gpt-4o', 'gpt-4o-mini', 'text-embedding-3-small') : called);
});

async function published(id: string) {
  const document = projectConfig.parse((await projectById(services.sql, projectId))?.document);
  return document.providerKeys.find((key) => key.id === id);
}

describe('a provider key', () => {
  it('is tried when saved: models listed, one token called with the cheapest, through the gateway', async () => {
    const key = await createProviderKey(services, actor, { provider: 'openai', name: 'main', secret });
    expect(key).toMatchObject({
      status: 'active',
      lastFour: '8f60',
      trial: { state: 'ok', models: { count: 3 }, call: { model: 'gpt-4o-mini', callId: 'c1', costUsd: '0.000001' } },
    });
    expect(asked.map(({ path }) => path)).toEqual([`/internal/provider-keys/${key.id}/models`, '/v1/chat/completions']);
    expect(asked[1]?.body.model).toBe('openai/gpt-4o-mini');
    const claims = verifyInternal(services.masterKey, asked[1]?.token ?? '', services.now());
    expect(claims).toMatchObject({ organizationId: actor.organizationId, providerKeyId: key.id, purpose: 'trial' });
    expect(claims?.minConfigVersion).toBeGreaterThan(0);
  });

  it('is published sealed for its row, and for no other', async () => {
    const key = await createProviderKey(services, actor, {
      provider: 'openai',
      name: 'sealed',
      secret,
      skipTrial: true,
    });
    expect(asked).toEqual([]);
    const stored = await published(key.id);
    const { sealedDataKey } = projectConfig.parse((await projectById(services.sql, projectId))?.document);
    const scope = { organizationId: actor.organizationId, rowId: key.id, sealedDataKey };
    const sealed = stored?.sealedSecret ?? '';
    expect(open(services.vault, scope, sealed)).toBe(secret);
    expect(() => open(services.vault, { ...scope, rowId: projectId }, sealed)).toThrow();
  });

  it('is disabled with the reason when the upstream refuses it', async () => {
    answer = () => error(401, 'provider_key_refused');
    const key = await createProviderKey(services, actor, { provider: 'openai', name: 'dead', secret });
    expect(key).toMatchObject({
      status: 'disabled',
      trial: { state: 'failed', error: { code: 'provider_key_refused' } },
    });
    expect((await published(key.id))?.status).toBe('disabled');
    answer = (request) => (isList(request) ? lists('gpt-4o-mini') : called);
    expect(await retryProviderKeyTrial(services, actor, { id: key.id })).toMatchObject({
      status: 'active',
      trial: { state: 'ok' },
    });
  });

  it('is tried in the one dialect that the gateway translates for every provider', async () => {
    answer = (request) => (isList(request) ? error(404, 'unsupported_endpoint') : error(401, 'provider_key_refused'));
    const key = await createProviderKey(services, actor, { provider: 'anthropic', name: 'dead too', secret });
    expect(asked.at(-1)?.path).toBe('/v1/chat/completions');
    expect(key).toMatchObject({
      status: 'disabled',
      trial: { error: { code: 'provider_key_refused', message: 'said provider_key_refused' } },
    });
  });

  it('is disabled when its address is refused at the connect', async () => {
    answer = () => error(502, 'upstream_refused_address');
    const baseUrl = 'https://models.example/v1/';
    const key = await createProviderKey(services, actor, { provider: 'openai-compatible', name: 'inside', baseUrl });
    expect(key).toMatchObject({ status: 'disabled', baseUrl: 'https://models.example/v1', lastFour: null });
  });

  it('stays active when the call fails for another reason, and shows it', async () => {
    answer = (request) => (isList(request) ? lists('gpt-4o-mini') : error(400, 'bad_request'));
    const key = await createProviderKey(services, actor, { provider: 'openai', name: 'odd', secret });
    expect(key).toMatchObject({
      status: 'active',
      trial: { state: 'failed', models: { count: 1 }, error: { code: 'bad_request' } },
    });
    expect(asked).toHaveLength(3);
  });

  it('shows why nothing could be listed where there is no model to try', async () => {
    answer = () => error(502, 'upstream_unavailable');
    const baseUrl = 'https://models.example/v1';
    const key = await createProviderKey(services, actor, { provider: 'openai-compatible', name: 'down', baseUrl });
    expect(key).toMatchObject({
      status: 'active',
      trial: { state: 'failed', error: { code: 'upstream_unavailable' } },
    });
  });

  it('is active, and says that there was no model to try, where a provider neither lists nor is known to have any', async () => {
    answer = () => error(404, 'unsupported_endpoint');
    const baseUrl = 'https://models.example/v1';
    const key = await createProviderKey(services, actor, { provider: 'openai-compatible', name: 'mute', baseUrl });
    expect(key).toMatchObject({ status: 'active', trial: { state: 'failed', error: { code: 'no_model' } } });
  });

  it('is active and untried when the gateway is away or not ready', async () => {
    answer = () => error(503, 'config_unavailable');
    const waiting = await createProviderKey(services, actor, { provider: 'openai', name: 'later', secret });
    expect(waiting).toMatchObject({
      status: 'active',
      trial: { state: 'pending', error: { code: 'config_unavailable' } },
    });
    const alone = await testServices({
      databaseUrl: services.databaseUrl,
      masterKey: services.masterKey,
      gatewayUrl: nowhere,
    });
    const key = await createProviderKey(alone, actor, { provider: 'openai', name: 'alone', secret });
    expect(key).toMatchObject({
      status: 'active',
      trial: { state: 'pending', error: { code: 'gateway_unreachable' } },
    });
  });

  it('stays disabled through a trial when somebody disabled it, or does so meanwhile', async () => {
    const { id } = await createProviderKey(services, actor, { provider: 'openai', name: 'off', secret });
    await updateProviderKey(services, actor, { id, status: 'disabled' });
    expect(await retryProviderKeyTrial(services, actor, { id })).toMatchObject({
      status: 'disabled',
      trial: { state: 'ok' },
    });
    await updateProviderKey(services, actor, { id, status: 'active' });
    let disabled: Promise<unknown> | undefined;
    answer = (request) => {
      disabled ??= updateProviderKey(services, actor, { id, status: 'disabled' });
      return isList(request) ? lists('gpt-4o-mini') : called;
    };
    const gateway = {
      ...services.gateway,
      request: async (...given: Parameters<typeof services.gateway.request>) => {
        const result = await services.gateway.request(...given);
        await disabled;
        return result;
      },
    };
    expect(await retryProviderKeyTrial({ ...services, gateway }, actor, { id })).toMatchObject({ status: 'disabled' });
  });

  it('takes a new secret, keeps serving, and is tried again', async () => {
    const { id } = await createProviderKey(services, actor, { provider: 'openai', name: 'turning', secret });
    const before = (await published(id))?.sealedSecret;
    let statusWhileTried: string | undefined;
    answer = (request) => (isList(request) ? lists('gpt-4o-mini') : called);
    const gateway = {
      ...services.gateway,
      request: async (...given: Parameters<typeof services.gateway.request>) => {
        statusWhileTried ??= (await published(id))?.status;
        return services.gateway.request(...given);
      },
    };
    const rotated = await rotateProviderKey({ ...services, gateway }, actor, { id, secret: 'sk-another-secret-0042' });
    expect(rotated).toMatchObject({ status: 'active', lastFour: '0042', trial: { state: 'ok' } });
    expect(rotated.rotatedAt).not.toBeNull();
    expect(statusWhileTried).toBe('active');
    expect((await published(id))?.sealedSecret).not.toBe(before);
  });

  it('prefers a model that the organization has priced lower', async () => {
    await createPrice(services, actor, {
      provider: 'openai',
      model: 'gpt-4o',
      usdPerMillion: { input: '0.001', output: '0' },
    });
    const key = await createProviderKey(services, actor, { provider: 'openai', name: 'priced', secret });
    expect(key.trial?.call?.model).toBe('gpt-4o');
  });

  it('is gone with its secret when deleted', async () => {
    const { id } = await createProviderKey(services, actor, {
      provider: 'openai',
      name: 'gone',
      secret,
      skipTrial: true,
    });
    await deleteProviderKey(services, actor, { id });
    expect(await published(id)).toBeUndefined();
    await expect(getProviderKey(services, actor, { id })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of kind usage is stored and published nowhere', async () => {
    const key = await createProviderKey(services, actor, { provider: 'openai', name: 'admin', secret, kind: 'usage' });
    expect(key).toMatchObject({ status: 'active', trial: null });
    expect(await published(key.id)).toBeUndefined();
  });
});

describe('what cannot be a provider key is refused with its field', () => {
  const cases = [
    ['provider', { provider: 'nobody', secret }],
    ['provider', { provider: 'sandbox', secret }],
    ['secret', { provider: 'openai' }],
    ['secret', { provider: 'openai', secret: 'sk-a\r\nx-evil: 1' }],
    ['baseUrl', { provider: 'openai-compatible', secret }],
    ['baseUrl', { provider: 'openai', secret, baseUrl: 'ftp://models.example' }],
    ['baseUrl', { provider: 'openai', secret, baseUrl: 'https://user:pass@models.example' }],
    ['baseUrl', { provider: 'openai', secret, baseUrl: 'https://models.example/v1?x=1' }],
    ['baseUrl', { provider: 'openai', secret, baseUrl: 'http://127.0.0.1:8080/v1' }],
    ['baseUrl', { provider: 'openai', secret, baseUrl: 'http://2130706433/v1' }],
    ['baseUrl', { provider: 'openai', secret, baseUrl: 'http://0177.0.0.1/v1' }],
    ['baseUrl', { provider: 'openai', secret, baseUrl: 'http://[::ffff:169.254.169.254]/latest' }],
    ['baseUrl', { provider: 'openai', secret, baseUrl: 'https://inside.example/v1' }],
    ['limits', { provider: 'openai', secret, limits: {} }],
    ['colour', { provider: 'openai', secret, colour: 'red' }],
  ] as const;
  it.each(cases)('%s: %j', async (field, given) => {
    const input = JSON.parse(JSON.stringify({ name: 'x', ...given }));
    await expect(createProviderKey(services, actor, input)).rejects.toMatchObject({ code: 'invalid', field });
    expect(asked).toEqual([]);
  });

  it('names no address but the reason', async () => {
    const given = { provider: 'openai', name: 'x', secret, baseUrl: 'http://10.1.2.3/v1' };
    await expect(createProviderKey(services, actor, given)).rejects.toThrow(/private address.*WEIR_PRIVATE_UPSTREAMS/);
  });
});
