import { hashKey, isGatewayKey } from '@weir/access/gateway-key';
import { projectConfig } from '@weir/access/project-config';
import { changesSince, lastChange, projectById, projectByKeyHash } from '@weir/db/sql/project-configs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { archiveProject } from '../projects/archive.ts';
import { createProject } from '../projects/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { createGatewayKey } from './create.ts';
import { getGatewayKey } from './get.ts';
import { listGatewayKeys } from './list.ts';
import { revokeGatewayKey } from './revoke.ts';
import { rotateGatewayKey } from './rotate.ts';
import { updateGatewayKey } from './update.ts';

let services: TestServices;
let actor: Actor;
let projectId: string;

beforeAll(async () => {
  services = await testServices();
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

async function document() {
  return projectConfig.parse((await projectById(services.sql, projectId))?.document);
}

describe('a gateway key', () => {
  it('is answered once and kept as a hash, in the document too', async () => {
    const { key, ...view } = await createGatewayKey(services, actor, {
      projectId,
      name: 'ci',
      attributes: { env: 'ci' },
    });
    expect(isGatewayKey(key)).toBe(true);
    expect(view).toMatchObject({ name: 'ci', lastFour: key.slice(-4), allowedModels: null, attributes: { env: 'ci' } });
    expect(await getGatewayKey(services, actor, { id: view.id })).toEqual({
      ...view,
      ownerName: null,
      lastUsedAt: null,
    });
    const config = await document();
    expect(config.gatewayKeys.find(({ id }) => id === view.id)).toMatchObject({
      hash: hashKey(key),
      attributes: { env: 'ci' },
    });
    expect((await projectByKeyHash(services.sql, hashKey(key)))?.projectId).toBe(projectId);
  });

  it('leaves the document when it is revoked, with a line in the change feed', async () => {
    const made = await createGatewayKey(services, actor, { projectId, name: 'short' });
    const before = await lastChange(services.sql);
    const { version } = await document();
    expect((await revokeGatewayKey(services, actor, { id: made.id })).revokedAt).not.toBeNull();
    expect(await changesSince(services.sql, before)).toMatchObject([
      { organizationId: actor.organizationId, projectId },
    ]);
    const config = await document();
    expect(config.version).toBe(version + 1);
    expect(config.gatewayKeys.map(({ id }) => id)).not.toContain(made.id);
    await revokeGatewayKey(services, actor, { id: made.id });
    expect((await document()).version).toBe(config.version);
  });

  it('keeps its old text for the grace after a rotation, and not after a revocation', async () => {
    const made = await createGatewayKey(services, actor, { projectId, name: 'rotating' });
    const rotated = await rotateGatewayKey(services, actor, { id: made.id, graceSeconds: 60 });
    expect(rotated.key).not.toBe(made.key);
    const held = (await document()).gatewayKeys.find(({ id }) => id === made.id);
    expect(held).toMatchObject({ hash: hashKey(rotated.key), previous: { hash: hashKey(made.key) } });
    expect((await projectByKeyHash(services.sql, hashKey(made.key)))?.projectId).toBe(projectId);
    await revokeGatewayKey(services, actor, { id: made.id });
    expect(await projectByKeyHash(services.sql, hashKey(made.key))).toBeUndefined();
    await expect(rotateGatewayKey(services, actor, { id: made.id })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('loses its old text at once without a grace', async () => {
    const made = await createGatewayKey(services, actor, { projectId, name: 'hard' });
    await rotateGatewayKey(services, actor, { id: made.id });
    expect(await projectByKeyHash(services.sql, hashKey(made.key))).toBeUndefined();
  });

  it('changes only what is given', async () => {
    const made = await createGatewayKey(services, actor, { projectId, name: 'a', allowedModels: ['openai/gpt-4o'] });
    const expiresAt = new Date(services.now() + 3_600_000).toISOString();
    const changed = await updateGatewayKey(services, actor, { id: made.id, expiresAt });
    expect(changed).toMatchObject({ name: 'a', allowedModels: ['openai/gpt-4o'], expiresAt });
    const opened = await updateGatewayKey(services, actor, { id: made.id, allowedModels: null, expiresAt: null });
    expect(opened).toMatchObject({ allowedModels: null, expiresAt: null });
  });

  it('takes no limits, no past expiry and no foreign member', async () => {
    const base = { projectId, name: 'x' };
    const limited = JSON.parse(JSON.stringify({ ...base, limits: { requestsPerMinute: 1 } }));
    await expect(createGatewayKey(services, actor, limited)).rejects.toMatchObject({
      code: 'invalid',
      field: 'limits',
    });
    await expect(
      createGatewayKey(services, actor, { ...base, expiresAt: '2020-01-01T00:00:00Z' }),
    ).rejects.toMatchObject({
      field: 'expiresAt',
    });
    const ownerMemberId = (await newActor(services)).organizationId;
    await expect(createGatewayKey(services, actor, { ...base, ownerMemberId })).rejects.toMatchObject({
      field: 'ownerMemberId',
    });
  });

  it('is listed in pages, newest first', async () => {
    const other = (await createProject(services, actor, { name: 'Paged' })).id;
    for (const name of ['one', 'two', 'three']) await createGatewayKey(services, actor, { projectId: other, name });
    const first = await listGatewayKeys(services, actor, { projectId: other, limit: 2 });
    expect(first.data.map(({ name }) => name)).toEqual(['three', 'two']);
    const cursor = first.nextCursor ?? '';
    const second = await listGatewayKeys(services, actor, { projectId: other, limit: 2, cursor });
    expect(second).toMatchObject({ data: [{ name: 'one' }], nextCursor: null });
  });

  it('dies with its project', async () => {
    const other = (await createProject(services, actor, { name: 'Old' })).id;
    await createGatewayKey(services, actor, { projectId: other, name: 'k' });
    await archiveProject(services, actor, { projectId: other });
    const config = projectConfig.parse((await projectById(services.sql, other))?.document);
    expect(config.gatewayKeys).toEqual([]);
    await expect(createGatewayKey(services, actor, { projectId: other, name: 'k2' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('writes at the same time', () => {
  it('all end up in the document', async () => {
    const project = (await createProject(services, actor, { name: 'Busy' })).id;
    const made = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        createGatewayKey(services, actor, { projectId: project, name: `k${index}` }),
      ),
    );
    const config = projectConfig.parse((await projectById(services.sql, project))?.document);
    expect(config.gatewayKeys.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
  });
});
