import { afterEach, expect, it } from 'vitest';
import { createDataKey } from './seal.ts';
import { closeAll, masterKey, start } from './test-access.ts';
import { TestStore } from './test-store.ts';

afterEach(closeAll);

function publishProject(store: TestStore, responseRetentionDays?: number): string {
  const { key, config } = store.project();
  const sealedDataKey = createDataKey(masterKey, config.organizationId);
  store.publish({
    ...config,
    sealedDataKey,
    ...(responseRetentionDays === undefined ? {} : { responseRetentionDays }),
  });
  return key;
}

it('what is kept for a project is sealed, and opens for that project and that answer alone', async () => {
  const store = new TestStore();
  const [own, other] = [publishProject(store), publishProject(store)];
  const access = await start(store);
  const [grant, stranger] = [await access.authenticate(own), await access.authenticate(other)];
  await access.responseStates.keep(grant, 'resp_1', '{"said":"quillfeather"}');
  expect(await access.responseStates.load(grant, 'resp_1')).toBe('{"said":"quillfeather"}');
  expect(await access.responseStates.load(grant, 'resp_2')).toBeUndefined();
  expect(await access.responseStates.load(stranger, 'resp_1')).toBeUndefined();
  const { organizationId, projectId } = grant.config;
  const sealed = await store.responseState({ organizationId, projectId, responseId: 'resp_1' });
  expect(sealed).not.toContain('quillfeather');
  // Moved to another project or answer, by whoever can write to the database, it does not open.
  const moved = { organizationId, projectId: stranger.config.projectId, responseId: 'resp_1' };
  await store.keepResponseState(moved, { sealed: sealed ?? '' });
  await expect(access.responseStates.load(stranger, 'resp_1')).rejects.toThrow();
});

it('a project says how long, and 30 days where it says nothing', async () => {
  const store = new TestStore();
  const keys = [publishProject(store), publishProject(store, 0), publishProject(store, 7)];
  const access = await start(store);
  const days = await Promise.all(
    keys.map(async (key) => access.responseStates.retentionDays(await access.authenticate(key))),
  );
  expect(days).toEqual([30, 0, 7]);
});
