import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { signInternal } from './internal-token.ts';
import { parseMasterKey } from './master-key.ts';
import { closeAll, masterKey, outcome, start } from './test-access.ts';
import { TestStore } from './test-store.ts';

afterEach(closeAll);

describe('an internal token', () => {
  const providerKeyId = '00000000-0000-7000-8004-000000000001';
  const claimsOf = (config: { organizationId: string; projectId: string }) => ({
    organizationId: config.organizationId,
    projectId: config.projectId,
    purpose: 'trial' as const,
    providerKeyId,
  });

  it('grants a principal without a key, pinned to one provider key', async () => {
    const store = new TestStore();
    const { config } = store.project();
    store.publish(config);
    const access = await start(store);
    const grant = await access.authenticate(signInternal(masterKey, claimsOf(config), Date.now()));
    expect(grant.principal).toEqual({
      organizationId: config.organizationId,
      projectId: config.projectId,
      attributes: {},
      providerKeyId,
    });
    expect(grant.key).toBeUndefined();
  });

  it('grants the playground a principal of its member, without a key or a pin', async () => {
    const store = new TestStore();
    const { config } = store.project();
    store.publish(config);
    const access = await start(store);
    const { organizationId, projectId } = config;
    const memberId = '00000000-0000-7000-8005-000000000001';
    const claims = { organizationId, projectId, purpose: 'playground', memberId } as const;
    const grant = await access.authenticate(signInternal(masterKey, claims, Date.now()));
    expect(grant.principal).toEqual({ organizationId, projectId, attributes: {}, memberId });
    expect(grant.key).toBeUndefined();
  });

  it('has a document read that is newer than the one held', async () => {
    const store = new TestStore();
    store.sendsHints = false;
    const { key, config } = store.project();
    store.publish(config);
    const access = await start(store);
    await access.authenticate(key);
    store.publish({ ...config, version: 2 });
    const claims = { ...claimsOf(config), minConfigVersion: 2 };
    expect((await access.authenticate(signInternal(masterKey, claims, Date.now()))).config.version).toBe(2);
    const later = signInternal(masterKey, { ...claims, minConfigVersion: 3 }, Date.now());
    expect(await outcome(access, later)).toBe('config_unavailable');
  });

  it('is refused for another organization, as admin, expired or forged', async () => {
    const store = new TestStore();
    const { config } = store.project();
    store.publish(config);
    const access = await start(store);
    const claims = claimsOf(config);
    const other = { ...claims, organizationId: '00000000-0000-7000-8001-000000000099' };
    expect(await outcome(access, signInternal(masterKey, other, Date.now()))).toBe('invalid_key');
    const { organizationId, projectId } = claims;
    const admin = signInternal(masterKey, { organizationId, projectId, purpose: 'admin' }, Date.now());
    expect(await outcome(access, admin)).toBe('invalid_key');
    expect(await outcome(access, signInternal(masterKey, claims, Date.now() - 60_001))).toBe('invalid_key');
    const forger = parseMasterKey(randomBytes(32).toString('base64'), 'test');
    expect(await outcome(access, signInternal(forger, claims, Date.now()))).toBe('invalid_key');
  });
});
