import { verifyInternal } from '@weir/access/internal-token';
import type { HealthReport } from '@weir/routing/health-report';
import { uuidv7 } from '@weir/runtime/uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { createProviderKey } from '../provider-keys/create.ts';
import { getProviderKey } from '../provider-keys/get.ts';
import { listProviderKeys } from '../provider-keys/list.ts';
import { newActor, serve, type TestServices, testServices } from '../services.test-support.ts';
import { readTargetHealth } from './read-targets.ts';

let services: TestServices;
let actor: Actor;
let keyId: string;
/** What the gateway knows, by organization. */
const reports = new Map<string, unknown>();

const [atMs, untilMs] = [Date.parse('2026-01-31T12:00:00Z'), Date.parse('2026-01-31T12:05:00Z')];
const empty: HealthReport = { snapshotId: 's1', atMs, targets: [], refusedKeys: [] };

beforeAll(async () => {
  const { url } = await serve((request, response) => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? '';
    const claims = verifyInternal(services.masterKey, token, services.now());
    const body = request.url === '/internal/health' ? reports.get(claims?.organizationId ?? '') : undefined;
    response.writeHead(body === undefined ? 500 : 200).end(JSON.stringify(body ?? {}));
  });
  services = await testServices({ gatewayUrl: url });
  actor = await newActor(services);
  const given = { provider: 'openai', name: 'Main key', secret: 'sk-health-test-0001', skipTrial: true };
  keyId = (await createProviderKey(services, actor, given)).id;
});

describe('live health', () => {
  it('is that of the own organization, with the names of its keys', async () => {
    const gone = uuidv7();
    const live = { breaker: 'closed', inFlight: 2, attemptsPerMinute: 9, latency: {}, provider: 'openai' } as const;
    const target = { ...live, candidateId: `openai/gpt-4o@${keyId}`, model: 'gpt-4o', providerKeyId: keyId };
    const refused = { providerKeyId: gone, atMs, untilMs, code: 'auth', status: 401 };
    const report: HealthReport = { ...empty, targets: [target], refusedKeys: [refused] };
    reports.set(actor.organizationId, { ...report, of: 'a later release' });
    expect(await readTargetHealth(services, actor, {})).toEqual({
      ...{ report, reason: null },
      keyNames: { [keyId]: 'Main key', [gone]: 'a key that is gone' },
    });
    const stranger = await newActor(services);
    reports.set(stranger.organizationId, { ...empty, refusedKeys: [{ ...refused, providerKeyId: keyId }] });
    expect((await readTargetHealth(services, stranger, {})).keyNames).toEqual({ [keyId]: 'a key that is gone' });
  });

  it('is not known where the gateway does not say, which is no failure', async () => {
    for (const body of [undefined, { snapshotId: 1 }]) {
      reports.set(actor.organizationId, body);
      const answer = await readTargetHealth(services, actor, {});
      expect(answer).toEqual({ report: null, reason: expect.stringMatching(/./), keyNames: {} });
    }
    const away = await readTargetHealth(await testServices({ databaseUrl: services.databaseUrl }), actor, {});
    expect(away).toMatchObject({ report: null, reason: expect.stringContaining('cannot be reached') });
  });
});

describe('a provider key', () => {
  it('says that its provider refuses it, while that is known', async () => {
    const refusedKeys = [{ providerKeyId: keyId, atMs, untilMs, code: 'auth', status: 401 }];
    reports.set(actor.organizationId, { ...empty, refusedKeys });
    const refused = { at: '2026-01-31T12:00:00.000Z', until: '2026-01-31T12:05:00.000Z', code: 'auth', status: 401 };
    expect(await getProviderKey(services, actor, { id: keyId })).toMatchObject({ refused });
    expect((await listProviderKeys(services, actor, {})).data).toMatchObject([{ id: keyId, refused }]);
    reports.delete(actor.organizationId);
    expect(await getProviderKey(services, actor, { id: keyId })).not.toHaveProperty('refused');
    expect((await listProviderKeys(services, actor, {})).data[0]).not.toHaveProperty('refused');
  });
});
