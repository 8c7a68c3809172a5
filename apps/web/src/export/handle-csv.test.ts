import type { AttemptRecord, CallRecord } from '@weir/protocol/ledger';
import { uuidv7 } from '@weir/runtime/uuid';
import type { Actor } from '@weir/services/actor';
import { listOrganizationCalls } from '@weir/services/calls/list-organization';
import { addGatewayKey } from '@weir/services/gateway-keys/create';
import type { Services } from '@weir/services/services';
import { write } from '@weir/services/write';
import { recordUsage } from '@weir/testing/record-usage';
import { createTenant, type Tenant } from '@weir/testing/tenant';
import { beforeAll, describe, expect, it } from 'vitest';
import { testServices } from '../web.test-support.ts';
import { handleCsv, type Sheet } from './handle-csv.ts';

const startedAtMs = Date.parse('2026-11-20T10:00:00Z');

let services: Services;
let tenant: Tenant;
let evilKeyId: string;

type Shown = { readonly model: string; readonly pico: string; readonly key?: string };

function recordsOf({ model, pico, key = tenant.gatewayKeyId }: Shown, nth: number): (AttemptRecord | CallRecord)[] {
  const { organizationId, projectId } = tenant;
  const identity = {
    ...{
      organizationId,
      projectId,
      gatewayKeyId: key,
      callId: uuidv7(startedAtMs + nth),
      startedAtMs: startedAtMs + nth,
    },
    ...{ streaming: false, requestedModel: model, provider: 'groq', model, durationMs: 5 },
    operation: 'chat' as const,
  };
  return [
    {
      ...{ kind: 'attempt', ...identity, attemptNo: 1, purpose: 'first', status: 'succeeded', usage: { input: 3 } },
      cost: { source: 'computed', totalPicoUsd: pico, lines: [] },
    },
    { kind: 'call', ...identity, status: 'succeeded', attempts: 1 },
  ];
}

beforeAll(async () => {
  ({ services } = await testServices());
  tenant = await createTenant(services);
  const { result } = await write({ services, actor: tenant.actor }, (begun) =>
    addGatewayKey(begun, { projectId: tenant.projectId, name: '=HYPERLINK("http://example.org")' }),
  );
  evilKeyId = result.row.id;
  const shown: Shown[] = Array.from({ length: 250 }, () => ({ model: 'llama', pico: '1' }));
  shown.push({ model: '@SUM(1),"x"', pico: '9007199254740993', key: evilKeyId });
  await recordUsage(services, shown.flatMap(recordsOf));
});

const span = 'from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z';

function get(sheet: Sheet, query: string, headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' }) {
  const request = new Request(`http://127.0.0.1:3000/api/export/acme/${sheet}.csv?${query}`, { headers });
  return handleCsv(request, async () => ({ services, actor: tenant.actor }), { sheet, slug: 'acme' });
}

describe('the table of calls', () => {
  it('holds every call behind all pages once, exact, and nothing that a spreadsheet computes', async () => {
    const answer = await get('calls', span);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="weir-acme-calls.csv"',
    });
    const lines = (await answer.text()).split('\r\n');
    expect(lines.at(-1)).toBe('');
    expect(lines).toHaveLength(1 + 251 + 1);
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(253);
    const evil = lines[1] ?? '';
    expect(evil).toContain(`"'=HYPERLINK(""http://example.org"")"`);
    expect(evil).toContain(`"'@SUM(1),""x"""`);
    expect(evil).toContain(',9007.199254740993,computed,');
  });

  it('is narrowed as the page is, and its counted cost is the figure of the page', async () => {
    const lines = (await (await get('calls', `${span}&model=llama`)).text()).trimEnd().split('\r\n');
    const column = lines[0]?.split(',').indexOf('counted usd') ?? -1;
    const sum = lines.slice(1).reduce((total, line) => total + BigInt((line.split(',')[column] ?? '').slice(2)), 0n);
    expect([lines.length, sum]).toEqual([251, 250n]);
  });
});

describe('the table of usage', () => {
  it('has a line an interval and group, with names beside ids', async () => {
    const answer = await get('usage', `${span}&interval=day&tz=UTC&groupBy=key,model`);
    const lines = (await answer.text()).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^at,key,key name,model,calls,attempts,input,/);
    expect(lines).toHaveLength(3);
    expect(lines.find((line) => line.includes(evilKeyId))).toContain(`"'=HYPERLINK(""http://example.org"")"`);
    expect(lines.find((line) => line.includes('llama'))).toMatch(/^2026-11-20T00:00:00.000Z,.*,llama,250,250,750,/);
  });
});

describe('a table', () => {
  it.each([
    ['interval=fortnight', 400],
    ['nothing=1', 400],
    ['key=x', 400],
    ['minUsd=1', 400],
  ])('of usage asked for with %s is refused in words', async (query, status) => {
    const answer = await get('usage', query);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ detail: expect.any(String) });
  });

  it('is refused to other sites', async () => {
    expect((await get('usage', span, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('holds nothing of another organization', async () => {
    const stranger: Actor = (await createTenant(services)).actor;
    const request = new Request(`http://127.0.0.1:3000/api/export/x/calls.csv?${span}`);
    const answer = await handleCsv(request, async () => ({ services, actor: stranger }), { sheet: 'calls', slug: 'x' });
    expect((await answer.text()).trimEnd().split('\r\n')).toHaveLength(1);
    expect((await listOrganizationCalls(services, stranger, {})).data).toEqual([]);
  });
});
