import { WeirError } from '@weir/protocol/errors';
import { afterEach, expect, it } from 'vitest';
import { signInternal } from './internal-token.ts';
import type { ProviderKeyConfig } from './project-config.ts';
import { createDataKey, createVault, seal } from './seal.ts';
import { closeAll, masterKey, start, waitFor } from './test-access.ts';
import { TestStore } from './test-store.ts';
import { startTokenHost } from './test-token-host.ts';

afterEach(closeAll);

it('a credential is opened for its grant alone, by status and pin', async () => {
  const store = new TestStore();
  const { key, config } = store.project();
  const sealedDataKey = createDataKey(masterKey, config.organizationId);
  const vault = createVault(masterKey);
  const providerKeys = (['active', 'trial', 'disabled'] as const).map((status, at) => {
    const id = `00000000-0000-7000-8004-00000000000${at}`;
    const scope = { organizationId: config.organizationId, rowId: id, sealedDataKey };
    return { id, provider: 'openai', name: status, status, sealedSecret: seal(vault, scope, `sk-${status}`) };
  });
  const open = { id: '00000000-0000-7000-8004-000000000009', provider: 'x', name: 'open', status: 'active' as const };
  const moved = {
    ...open,
    id: '00000000-0000-7000-8004-000000000008',
    sealedSecret: providerKeys[0]?.sealedSecret ?? '',
  };
  store.publish({ ...config, sealedDataKey, providerKeys: [...providerKeys, open, moved] });
  const access = await start(store);
  const grant = await access.authenticate(key);
  const opened = providerKeys.map(({ id }) => access.credential(grant, id));
  expect(opened).toEqual(['sk-active', undefined, undefined]);
  expect(access.credential(grant, open.id)).toBeUndefined();
  expect(access.credential(grant, '00000000-0000-7000-8004-000000000077')).toBeUndefined();
  expect(() => access.credential(grant, moved.id)).toThrow(WeirError);
  const claims = { organizationId: config.organizationId, projectId: config.projectId, purpose: 'trial' as const };
  const pinned = await access.authenticate(
    signInternal(masterKey, { ...claims, providerKeyId: providerKeys[1]?.id ?? '' }, Date.now()),
  );
  expect(providerKeys.map(({ id }) => access.credential(pinned, id))).toEqual([undefined, 'sk-trial', undefined]);
});

it('an access token goes with the credential that it was made of', async () => {
  const store = new TestStore();
  const host = await startTokenHost();
  const { key, config } = store.project();
  const id = '00000000-0000-7000-8004-000000000001';
  const base = { id, provider: 'x', name: 'x', status: 'active' as const };
  const publish = (version: number, providerKeys: ProviderKeyConfig[]) =>
    store.publish({ ...config, version, providerKeys });
  publish(1, [{ ...base, sealedSecret: 'v1.one', settings: { host: 'a' } }]);
  const access = await start(store);
  const request = {
    kind: 'client_credentials',
    url: host.url,
    clientId: 'c',
    clientSecret: 's',
    scope: 'all',
  } as const;
  const grant = async () => access.authenticate(key);
  const isNewer = (version: number) => waitFor(async () => (await grant()).config.version === version);

  expect(await access.accessToken(await grant(), id, request)).toBe('token-number-1');
  publish(2, [{ ...base, name: 'renamed', sealedSecret: 'v1.one', settings: { host: 'a' } }]);
  await isNewer(2);
  expect(access.accessToken(await grant(), id, request)).toBe('token-number-1');

  publish(3, [{ ...base, sealedSecret: 'v1.two', settings: { host: 'a' } }]);
  await isNewer(3);
  expect(access.heldToken(id)).toBeUndefined();
  expect(await access.accessToken(await grant(), id, request)).toBe('token-number-2');

  publish(4, [{ ...base, sealedSecret: 'v1.two', settings: { host: 'a' }, status: 'disabled' }]);
  await isNewer(4);
  expect(access.heldToken(id)).toBeUndefined();
  const disabled = await grant();
  expect(() => access.accessToken(disabled, id, request)).toThrow(WeirError);
  host.stop();
});
