import { setTimeout as sleep } from 'node:timers/promises';
import type { CallRecord } from '@weir/protocol/ledger';
import { uuidv7 } from '@weir/runtime/uuid';
import { createProject } from '@weir/services/projects/create';
import { notFound } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { recordUsage } from '@weir/testing/record-usage';
import { createTenant, type Tenant } from '@weir/testing/tenant';
import { beforeAll, describe, expect, it } from 'vitest';
import { testServices } from '../web.test-support.ts';
import { type FindActor, handleLiveCalls } from './handle-live-calls.ts';

let services: Services;
let tenant: Tenant;

beforeAll(async () => {
  ({ services } = await testServices());
  tenant = await createTenant(services);
});

type Where = { readonly organizationId?: string; readonly projectId?: string };

function callRecord({ organizationId = tenant.organizationId, projectId = tenant.projectId }: Where = {}): CallRecord {
  const startedAtMs = Date.now();
  return {
    kind: 'call',
    ...{ organizationId, projectId, callId: uuidv7(startedAtMs), startedAtMs, operation: 'chat', streaming: false },
    ...{ requestedModel: 'sandbox/fast', status: 'refused', attempts: 0, durationMs: 3 },
  };
}

async function record(calls: readonly CallRecord[]): Promise<string[]> {
  await recordUsage(services, calls);
  return calls.map(({ callId }) => callId).sort();
}

/** A page that listens, and what it hears. */
async function listen(options: { find?: FindActor; query?: string; headers?: Record<string, string> } = {}) {
  const leave = new AbortController();
  const headers = { 'sec-fetch-site': 'same-origin', ...options.headers };
  const url = `http://127.0.0.1:3000/api/live/acme/calls${options.query ?? ''}`;
  const find = options.find ?? (async () => ({ services, actor: tenant.actor }));
  const answer = await handleLiveCalls(new Request(url, { headers, signal: leave.signal }), find);
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const ended = (async () => {
    for (;;) {
      const next = await reader?.read();
      if (next === undefined || next.done) return;
      text += next.value;
    }
  })().catch(() => undefined);
  const heard = () => [...text.matchAll(/^id: (.+)$/gm)].map(([, id]) => id);
  return { answer, heard, ended, leave: () => leave.abort(), text: () => text };
}

const patient = { timeout: 8_000, interval: 20 };

describe('listening to calls', () => {
  it('brings each recorded call of the organization once, in order, within a second', async () => {
    const other = await createTenant(services);
    const page = await listen();
    const began = performance.now();
    const own = callRecord();
    await record([own, callRecord({ organizationId: other.organizationId })]);
    await expect.poll(page.heard, patient).toEqual([own.callId]);
    expect(performance.now() - began).toBeLessThan(1_500);
    const second = await record([callRecord(), callRecord()]);
    await expect.poll(page.heard, patient).toEqual([own.callId, ...second]);
    await sleep(2_500);
    expect(page.heard()).toEqual([own.callId, ...second]);
    expect(JSON.parse(/^data: (.+)$/m.exec(page.text())?.[1] ?? '')).toMatchObject({
      callId: own.callId,
      status: 'refused',
    });
    page.leave();
    await page.ended;
  });

  it('brings calls of the project alone that was asked for, by its slug', async () => {
    const side = await createProject(services, tenant.actor, { name: 'Side' });
    const page = await listen({ query: `?project=${side.slug}` });
    await record([callRecord()]);
    const [own] = await record([callRecord({ projectId: side.id })]);
    await expect.poll(page.heard, patient).toEqual([own]);
    page.leave();
    expect((await listen({ query: '?project=nowhere' })).answer.status).toBe(404);
  });

  it('brings a batch whose transaction began before it and ends after it', async () => {
    const late = callRecord();
    let page: Awaited<ReturnType<typeof listen>> | undefined;
    await services.sql.begin(async (tx) => {
      await tx`select now()`;
      page = await listen();
      await record([callRecord()]);
      await sleep(400);
      await tx`
        insert into usage.calls (organization_id, call_id, project_id, operation, requested_model, streaming, status,
          attempts, started_at, duration_ms)
        values (${late.organizationId}, ${late.callId}, ${late.projectId}, 'chat', 'm', false, 'refused', 0, now(), 1)`;
    });
    await expect.poll(() => page?.heard(), patient).toContain(late.callId);
    page?.leave();
  });

  it('goes on where a broken connection left off', async () => {
    const [known] = await record([callRecord()]);
    const missed = await record([callRecord(), callRecord()]);
    const page = await listen({ headers: { 'last-event-id': known ?? '' } });
    await expect.poll(page.heard, patient).toEqual(missed);
    const more = await record([callRecord()]);
    await expect.poll(page.heard, patient).toEqual([...missed, ...more]);
    page.leave();
    await page.ended;
  });

  it('brings to each page what comes from then on, and nothing from before', async () => {
    const early = await listen();
    const [before] = await record([callRecord()]);
    const late = await listen();
    const [after] = await record([callRecord()]);
    await expect.poll(late.heard, patient).toEqual([after]);
    await expect.poll(early.heard, patient).toEqual([before, after]);
    early.leave();
    late.leave();
  });

  it('ends when the membership ends', async () => {
    let isMember = true;
    const find: FindActor = async () => {
      if (!isMember) throw notFound('organization');
      return { services, actor: tenant.actor };
    };
    const page = await listen({ find });
    isMember = false;
    await expect(Promise.race([page.ended.then(() => 'ended'), sleep(6_000, 'open')])).resolves.toBe('ended');
  });

  it('is refused to other sites, to no member, and beyond eight pages at once', async () => {
    expect((await listen({ headers: { 'sec-fetch-site': 'cross-site' } })).answer.status).toBe(403);
    const nobody = async () => {
      throw notFound('organization');
    };
    expect((await listen({ find: nobody })).answer.status).toBe(404);
    const pages = await Promise.all(Array.from({ length: 8 }, () => listen()));
    expect((await listen()).answer.status).toBe(429);
    for (const page of pages) page.leave();
    await Promise.all(pages.map(({ ended }) => ended));
    const again = await listen();
    expect(again.answer.status).toBe(200);
    again.leave();
  });
});
