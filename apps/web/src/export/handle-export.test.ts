import type { Actor } from '@weir/services/actor';
import { createProject } from '@weir/services/projects/create';
import { notFound } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { createTenant } from '@weir/testing/tenant';
import { beforeAll, describe, expect, it } from 'vitest';
import { testServices } from '../web.test-support.ts';
import { handleExport } from './handle-export.ts';

let services: Services;
let owner: Actor;

beforeAll(async () => {
  ({ services } = await testServices());
  ({ actor: owner } = await createTenant(services));
});

const request = (headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) =>
  new Request('http://127.0.0.1:3000/api/export/acme/organization.ndjson', { headers });
const as = (actor: Actor) => async () => ({ services, actor });

describe('the download of an organization', () => {
  it('is lines of JSON with a file name, whole to its last line', async () => {
    for (let index = 0; index < 3; index += 1) await createProject(services, owner, { name: 'x'.repeat(100) });
    const answer = await handleExport(request(), 'acme', as(owner));
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/x-ndjson',
      'content-disposition': 'attachment; filename="weir-acme.ndjson"',
      'cache-control': 'no-store',
    });
    const lines = (await answer.text()).trimEnd().split('\n');
    const parsed = lines.map((line) => JSON.parse(line));
    expect(parsed.filter(({ kind }) => kind === 'project')).toHaveLength(4);
    expect(parsed.at(-1)).toEqual({ kind: 'end', row: { rows: lines.length - 2 } });
  });

  it('is refused to a role that may not, before anything is sent', async () => {
    const answer = await handleExport(request(), 'acme', as({ ...owner, role: 'viewer' }));
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('viewer') });
  });

  it('is refused to who is no member, and to what another site makes a browser ask', async () => {
    const nobody = async () => {
      throw notFound('organization');
    };
    expect((await handleExport(request(), 'acme', nobody)).status).toBe(404);
    const foreign = request({ 'sec-fetch-site': 'cross-site' });
    expect((await handleExport(foreign, 'acme', as(owner))).status).toBe(403);
  });

  it('breaks off when it fails on the way, rather than end like a whole one', async () => {
    const { services: own } = await testServices();
    const { actor } = await createTenant(own);
    await own.sql`
      insert into projects (id, organization_id, name, slug)
      select gen_random_uuid(), ${actor.organizationId}, 'p', 'p' || n from generate_series(1, 1200) n`;
    const answer = await handleExport(request(), 'acme', async () => ({ services: own, actor }));
    expect(answer.status).toBe(200);
    await own.close();
    await expect(answer.text()).rejects.toThrow();
  });
});
