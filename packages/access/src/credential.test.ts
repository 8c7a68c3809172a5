import { WeirError } from '@weir/protocol/errors';
import { afterEach, expect, it } from 'vitest';
import { signInternal } from './internal-token.ts';
import { createDataKey, createVault, seal } from './seal.ts';
import { closeAll, masterKey, start } from './test-access.ts';
import { TestStore } from './test-store.ts';

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
