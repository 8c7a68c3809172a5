import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../actor.ts';
import { newActor, type TestServices, testServices } from '../services.test-support.ts';
import { getDeadLetter } from './get.ts';
import { listDeadLetters } from './list.ts';

let services: TestServices;
let actor: Actor;

beforeAll(async () => {
  services = await testServices();
  actor = await newActor(services);
});

async function put(organizationId: string | null, record: string, reason = 'no such status'): Promise<string> {
  const [row] = await services.sql<[{ id: bigint }]>`
    insert into usage.dead_letters (organization_id, spool_id, segment, "offset", reason, record)
    values (${organizationId}, 's', 1, 0, ${reason}, ${record}) returning id`;
  return String(row.id);
}

describe('dead letters', () => {
  it('are shown to their organization, latest first, page by page, with reason and record', async () => {
    const callId = '01900000-0000-7000-8000-000000000001';
    const first = await put(actor.organizationId, JSON.stringify({ kind: 'attempt', callId, status: 'odd' }));
    const second = await put(actor.organizationId, 'torn {', 'not JSON');
    const page = await listDeadLetters(services, actor, { limit: 1 });
    expect(page.data).toMatchObject([{ id: second, reason: 'not JSON', kind: null, callId: null, record: 'torn {' }]);
    const next = await listDeadLetters(services, actor, { limit: 1, cursor: page.nextCursor ?? '' });
    expect(next).toMatchObject({ data: [{ id: first, kind: 'attempt', callId }], nextCursor: null });
  });

  it('are cut short in the list and whole by themselves', async () => {
    const record = JSON.stringify({ kind: 'call', text: 'x'.repeat(10_000) });
    const id = await put(actor.organizationId, record);
    const [listed] = (await listDeadLetters(services, actor, { limit: 1 })).data;
    expect(listed).toMatchObject({ id, length: record.length, kind: null });
    expect(listed?.record).toHaveLength(4_000);
    expect(await getDeadLetter(services, actor, { id })).toMatchObject({ record, kind: 'call' });
  });

  it('of others, and those of nobody that is known, are not there', async () => {
    const stranger = await newActor(services);
    const theirs = await put(stranger.organizationId, '{}');
    const nobodys = await put(null, 'torn');
    const mine = await listDeadLetters(services, actor, {});
    expect(mine.data.map(({ id }) => id)).not.toEqual(expect.arrayContaining([theirs, nobodys]));
    for (const id of [theirs, nobodys, '999999']) {
      await expect(getDeadLetter(services, actor, { id })).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  it.each(['x', 'LTE', ''])('are not asked for behind the cursor %j', async (cursor) => {
    await expect(listDeadLetters(services, actor, { cursor })).rejects.toMatchObject({ field: 'cursor' });
  });
});
