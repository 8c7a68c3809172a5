import { uuidv7 } from '@weir/runtime/uuid';
import { createRoute } from '@weir/services/routes/create';
import type { RouteView } from '@weir/services/routes/view';
import { ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { recordUsage } from '@weir/testing/record-usage';
import { createTenant, type Tenant } from '@weir/testing/tenant';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { bytesOf } from '../playground/event-stream.ts';
import { testServices } from '../web.test-support.ts';
import { askReplay, linesIn, type ReplayProgress } from './ask-replay.ts';
import { handleReplay } from './handle-replay.ts';

const plan = { strategy: { kind: 'target', provider: 'sandbox', model: 'fast' } } as const;
let services: Services;
let tenant: Tenant;
let route: RouteView;

beforeAll(async () => {
  ({ services } = await testServices());
  tenant = await createTenant(services);
  route = await createRoute(services, tenant.actor, { projectId: tenant.projectId, name: 'answers', plan });
  const { organizationId, projectId } = tenant;
  const records = [1, 2, 3].map((n) => {
    const startedAtMs = Date.now() - n * 1_000;
    return {
      ...{
        kind: 'call' as const,
        organizationId,
        projectId,
        callId: uuidv7(startedAtMs),
        startedAtMs,
        route: 'answers',
      },
      ...{ operation: 'chat' as const, streaming: false, requestedModel: 'answers', status: 'refused' as const },
      ...{ attempts: 0, durationMs: 3 },
    };
  });
  await recordUsage(services, records);
});

const find = async () => ({ services, actor: tenant.actor });

function requestOf(body: object, signal?: AbortSignal): Request {
  const headers = { 'content-type': 'application/json', 'x-weir-client': 'web' };
  const url = 'http://127.0.0.1:3000/api/replay/dam';
  return new Request(url, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    ...(signal === undefined ? {} : { signal }),
  });
}

async function linesOf({ body }: Response) {
  const lines: unknown[] = [];
  if (body !== null) for await (const line of linesIn(bytesOf(body))) lines.push(line);
  return lines;
}

describe('a replay over HTTP', () => {
  it('is its progress and then its report, a line each', async () => {
    const response = await handleReplay(requestOf({ id: route.id, days: 1 }), find);
    expect(response.headers.get('content-type')).toBe('application/x-ndjson');
    expect(await linesOf(response)).toMatchObject([
      { kind: 'progress', done: 0, of: 3 },
      { kind: 'progress', done: 3, of: 3 },
      { kind: 'report', report: { found: 3, days: 1, skipped: [{ why: 'not_decided', calls: 3 }] } },
    ]);
  });

  it('refuses in words what is at fault', async () => {
    const refusal = async (body: object, who = find) => {
      const response = await handleReplay(requestOf(body), who);
      return `${response.status} ${await response.text()}`;
    };
    expect(await refusal({ id: 'x' })).toMatch(/^400 .*id: must be an id/);
    expect(await refusal({ id: route.id, days: 31 })).toMatch(/^400 .*days: /);
    expect(await refusal({ id: tenant.projectId })).toMatch(/^404 /);
    const nobody = async () => {
      throw new ServiceError('unauthenticated', 'Sign in first.');
    };
    expect(await refusal({ id: route.id }, nobody)).toMatch(/^401 .*Sign in first/);
  });

  it('stops when its page goes away, and makes room for the next', async () => {
    for (let n = 0; n < 3; n += 1) {
      const page = new AbortController();
      const response = await handleReplay(requestOf({ id: route.id }, page.signal), find);
      expect(response.status).toBe(200);
      page.abort();
      await response.body?.cancel();
    }
  });
});

describe('the page', () => {
  const asked = (onProgress: (progress: ReplayProgress) => void, signal = new AbortController().signal) =>
    askReplay({ organization: 'dam', routeId: route.id, plan, days: 7, calls: 'route', signal, onProgress });

  it('is told how far it is, and what came of it', async () => {
    vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
      handleReplay(new Request(`http://127.0.0.1:3000${path}`, init), find),
    );
    const seen: ReplayProgress[] = [];
    const end = await asked((progress) => seen.push(progress));
    expect(end).toMatchObject({ kind: 'report', report: { found: 3 } });
    expect(seen.at(-1)).toMatchObject({ done: 3, of: 3 });
    vi.unstubAllGlobals();
  });

  it('is told why there is none', async () => {
    const answering = async (response: () => Response, signal?: AbortSignal) => {
      vi.stubGlobal('fetch', async () => response());
      const end = await asked(() => undefined, signal);
      vi.unstubAllGlobals();
      return end;
    };
    const problem = () => Response.json({ detail: 'Wait.' }, { status: 429 });
    expect(await answering(problem)).toEqual({ kind: 'failed', message: 'Wait.' });
    expect(await answering(() => new Response('no', { status: 502 }))).toMatchObject({
      message: expect.stringContaining('502'),
    });
    const cut = () => new Response('{"kind":"progress","done":0,"of":1}\n{"kind":"rep');
    expect(await answering(cut)).toMatchObject({ kind: 'failed', message: expect.stringContaining('broke off') });
    const failed = () => new Response('{"kind":"failed","message":"The database is away."}\n');
    expect(await answering(failed)).toEqual({ kind: 'failed', message: 'The database is away.' });
    const away = () => {
      throw new TypeError('fetch failed');
    };
    expect(await answering(away)).toMatchObject({ kind: 'failed' });
    expect(await answering(away, AbortSignal.abort())).toEqual({ kind: 'stopped' });
  });
});
