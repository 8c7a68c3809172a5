import { projectConfig } from '@weir/access/project-config';
import { open } from '@weir/access/seal';
import { projectById } from '@weir/db/sql/project-configs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { listAuditLines } from '../audit/list.ts';
import { createProject } from '../projects/create.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { createProviderKey } from './create.ts';
import { getProviderKey } from './get.ts';
import { listProviderKeys } from './list.ts';
import { rotateProviderKey } from './rotate.ts';

const keys = {
  form: 'access_keys',
  accessKeyId: 'AKIDEXAMPLEEXAMPLE',
  secretAccessKey: 'canary/wJalrXUtnFEMI/K7MDENG',
};
const base = { provider: 'bedrock', name: 'Frankfurt', credential: keys, skipTrial: true } as const;

let services: TestServices;
let actor: Actor;
let projectId: string;

beforeAll(async () => {
  services = await testServices({ hosts: { 'proxy.example': ['93.184.216.34'] } });
  actor = await newActor(services);
  projectId = (await createProject(services, actor, { name: 'Main' })).id;
});

async function published(id: string) {
  const document = projectConfig.parse((await projectById(services.sql, projectId))?.document);
  const key = document.providerKeys.find((each) => each.id === id);
  const scope = { organizationId: actor.organizationId, rowId: id, sealedDataKey: document.sealedDataKey };
  return { settings: key?.settings, text: open(services.vault, scope, key?.sealedSecret ?? '') };
}

describe('a provider key of several parts', () => {
  it('is sealed as one value, its settings are published in clear', async () => {
    const { id, lastFour, settings } = await createProviderKey(services, actor, {
      ...base,
      settings: { region: 'eu-central-1' },
    });
    expect({ lastFour, settings }).toEqual({ lastFour: 'DENG', settings: { region: 'eu-central-1' } });
    const { text, settings: inDocument } = await published(id);
    expect(JSON.parse(text)).toEqual(keys);
    expect(inDocument).toEqual({ region: 'eu-central-1' });
  });

  it('says by which form it was given, now and after another', async () => {
    const { id, credentialForm } = await createProviderKey(services, actor, base);
    expect(credentialForm).toBe('access_keys');
    const secret = 'bedrock-api-key-canary-0042';
    const rotated = await rotateProviderKey(services, actor, { id, secret, tryLater: true });
    expect(rotated).toMatchObject({ credentialForm: 'api_key', settings: { region: 'us-east-1' } });
    expect((await published(id)).settings).toEqual({ region: 'us-east-1' });
  });

  it('is never returned, listed or written down in clear', async () => {
    const key = await createProviderKey(services, actor, base);
    const answers = [
      key,
      await getProviderKey(services, actor, { id: key.id }),
      await rotateProviderKey(services, actor, { id: key.id, credential: keys, tryLater: true }),
      await listProviderKeys(services, actor, {}),
      await listAuditLines(services, actor, { limit: 200 }),
    ];
    const rows = await services.sql<{ text: string }[]>`select p::text as text from provider_keys p`;
    const said = JSON.stringify([answers, rows, services.logged]);
    expect(said).toContain('DENG');
    expect(said).not.toContain(keys.secretAccessKey);
    expect(said).not.toContain(keys.accessKeyId);
  });

  it('changes its place with a new secret alone', async () => {
    const { id } = await createProviderKey(services, actor, { ...base, settings: { region: 'eu-central-1' } });
    const alone = rotateProviderKey(services, actor, { id, settings: { region: 'eu-west-1' } });
    await expect(alone).rejects.toMatchObject({ code: 'invalid', field: 'secret' });
    const rotate = (settings: Record<string, string> | undefined) => {
      const given = settings === undefined ? {} : { settings };
      return rotateProviderKey(services, actor, { id, credential: keys, tryLater: true, ...given });
    };
    expect((await rotate({ region: 'eu-west-1' })).settings).toEqual({ region: 'eu-west-1' });
    expect((await rotate(undefined)).settings).toEqual({ region: 'eu-west-1' });
    expect((await rotate({ region: '' })).settings).toEqual({ region: 'us-east-1' });
    expect((await published(id)).settings).toEqual({ region: 'us-east-1' });
  });

  it.each([
    ['settings.region', { settings: { region: 'x.evil.com/' } }],
    ['settings.region', { settings: { region: 'eu-west-1#' }, baseUrl: 'https://proxy.example' }],
    ['settings.colour', { settings: { colour: 'red' } }],
    ['settings.region', { settings: { region: 7 } }],
    ['credential.secretAccessKey', { credential: { form: 'access_keys', accessKeyId: keys.accessKeyId } }],
    ['credential.accessKeyId', { credential: { ...keys, accessKeyId: 'AKID\r\nx-evil: 1' } }],
    ['credential.form', { credential: { form: 'nobody' } }],
    ['secret', { credential: undefined }],
    ['settings.region', { provider: 'openai', credential: { key: 'sk-1' }, settings: { region: 'eu-west-1' } }],
  ])('is refused at %s: %#', async (field, change) => {
    const input = JSON.parse(JSON.stringify({ ...base, ...change }));
    await expect(createProviderKey(services, actor, input)).rejects.toMatchObject({ code: 'invalid', field });
  });
});
