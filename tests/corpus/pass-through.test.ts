import { createHash } from 'node:crypto';
import { openSql } from '@weir/db/sql/client';
import { readTraffic } from '@weir/testing/reference';
import { type LedgerEntry, ledgerEntry } from '@weir/testing/simulator/ledger';
import { cutsOf, insertedUsage, recordedBytes } from '@weir/testing/simulator/replay';
import { type Stack, startStack } from '@weir/testing/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AttemptRow, waitForAttempts } from './attempts.ts';
import { compareBytes } from './compare-bytes.ts';
import { rawPost } from './raw-post.ts';
import { exclusionOf, isOfServedVendor, type ReplayCase, replayCase, replayProviders } from './replay-case.ts';
import { type Stated, statedBy } from './stated.ts';

const proves = 'that recorded answers pass through byte for byte, with usage and finish read right';
const records = readTraffic(proves, isOfServedVendor);
const excluded = records.flatMap((record) => {
  const reason = exclusionOf(record);
  return reason === undefined ? [] : [{ id: record.id, provider: record.provider, reason }];
});
const cases = records.filter((record) => exclusionOf(record) === undefined).map(replayCase);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function sayExcluded(): void {
  const byReason = Map.groupBy(excluded, ({ provider, reason }) => `${provider}: ${reason}`);
  say(`excluded: ${excluded.length}`);
  for (const [reason, all] of byReason) say(`  ${reason}: ${all.map(({ id }) => id).join(' ')}`);
}

const ledger = z.object({ data: z.array(ledgerEntry) });

type Passed = { readonly replayed: ReplayCase; readonly callId: string; readonly exception: string | undefined };

let stack: Stack | undefined;
const passed: Passed[] = [];
const problems: string[] = [];
let served: readonly LedgerEntry[] = [];
let attempts: ReadonlyMap<string, AttemptRow> = new Map();

function ofAddedUsage({ usageChunkAdded }: ReplayCase): string | undefined {
  return usageChunkAdded ? 'the usage chunk that only the gateway asked for is taken out' : undefined;
}

/** What the record states, or the chunk that was added to it. */
function statedFor({ record, usageChunkAdded }: ReplayCase): Stated {
  const stated = statedBy(record);
  if (!usageChunkAdded) return stated;
  return { ...stated, inputTotal: insertedUsage.prompt_tokens, outputTotal: insertedUsage.completion_tokens };
}

/** The Attempt in the words of the record: of details, those that it states. */
function readAs(stated: Stated, row: AttemptRow | undefined): Stated {
  return {
    inputTotal: row?.inputTotal,
    outputTotal: row?.outputTotal,
    cacheRead: stated.cacheRead === undefined ? undefined : row?.cacheRead,
    reasoning: stated.reasoning === undefined ? undefined : row?.reasoning,
    finish: row?.finish,
  };
}

async function passOne(stack: Stack, replayed: ReplayCase): Promise<void> {
  const { record, path, body } = replayed;
  const queue = JSON.stringify({ ids: [replayed.usageChunkAdded ? `${record.id}+usage` : record.id] });
  await fetch(`${stack.simulator.url}/__next`, { method: 'POST', body: queue });
  const headers = { ...replayed.headers, authorization: `Bearer ${stack.tenant.gatewayKey}` };
  const answer = await rawPost(`${stack.gateway.url}${path}`, headers, body);
  const result = compareBytes(record, answer);
  const callId = answer.headers['x-weir-call-id'] ?? '';
  if (result.kind === 'different')
    problems.push(`${record.id} ${record.provider} ${record.endpoint_kind}: ${result.how}`);
  else passed.push({ replayed, callId, exception: result.kind === 'exception' ? result.why : ofAddedUsage(replayed) });
}

describe('recorded traffic', () => {
  beforeAll(async () => {
    if (cases.length === 0) return;
    const started = await startStack({
      size: 'embedded',
      replay: true,
      tenant: (url) => ({ providerKeys: replayProviders.map((provider) => ({ provider, baseUrl: `${url}/v1` })) }),
    });
    stack = started;
    for (const replayed of cases) await passOne(started, replayed);
    served = ledger.parse(await (await fetch(`${started.simulator.url}/__ledger`)).json()).data;
    const sql = openSql(started.databaseUrl, { max: 1 });
    attempts = await waitForAttempts(sql, started.tenant.organizationId, passed.length);
    await sql.end();
  });
  afterAll(async () => stack?.stop());

  it('passes byte for byte, but for the listed exceptions', () => {
    const cuts = cases.filter(({ record }) => cutsOf(record).recorded).length;
    const exceptions = Map.groupBy(
      passed.filter(({ exception }) => exception !== undefined),
      (one) => one.exception,
    );
    say(`tried: ${cases.length} records, ${cuts} of them in their recorded cuts, the rest in invented ones`);
    for (const [why, all] of exceptions) say(`exception, ${why}: ${all.length}`);
    sayExcluded();
    expect(problems).toEqual([]);
    expect(passed).toHaveLength(cases.length);
  });

  it('reached the upstream byte for byte, but for the model and include_usage', () => {
    const arrived = new Map(served.map(({ tag, requestSha256 }) => [tag, requestSha256]));
    const wrong = cases.filter(({ upstreamBody, record }) => {
      if (upstreamBody === undefined) return false;
      return arrived.get(record.id) !== createHash('sha256').update(upstreamBody).digest('hex');
    });
    say(`include_usage added: ${cases.filter(({ upstreamBody }) => upstreamBody === undefined).length}`);
    expect(wrong.map(({ record }) => record.id)).toEqual([]);
  });

  it('is metered as the record states', () => {
    const wrong = passed.flatMap(({ replayed, callId }) => {
      const stated = statedFor(replayed);
      const read = readAs(stated, attempts.get(callId));
      const { id, provider: vendor, endpoint_kind: kind } = replayed.record;
      const [is, should] = [JSON.stringify(read), JSON.stringify(stated)];
      return is === should ? [] : [`${id} ${vendor} ${kind}: read ${is}, stated ${should}`];
    });
    expect(wrong).toEqual([]);
    expect(attempts.size).toBe(passed.length);
  });

  it("keeps the provider's request id", () => {
    const given = new Map(served.map(({ tag, id }) => [tag, `req_${id}`]));
    const wrong = passed.filter(
      ({ replayed, callId }) => attempts.get(callId)?.requestId !== given.get(replayed.record.id),
    );
    expect(wrong.map(({ replayed }) => replayed.record.id)).toEqual([]);
  });

  it('is recorded once each, with a call of its own', () => {
    expect(new Set(passed.map(({ callId }) => callId)).size).toBe(passed.length);
    const bytes = passed.reduce((sum, { replayed }) => sum + recordedBytes(replayed.record).byteLength, 0);
    say(`passed: ${passed.length} answers, ${bytes} bytes`);
  });
});
