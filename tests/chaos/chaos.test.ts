import { setTimeout as sleep } from 'node:timers/promises';
import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { testSeed } from '@weir/testing/seed';
import { randomFrom } from '@weir/testing/simulator/random';
import { describe, expect, it } from 'vitest';
import { type Audit, audit, readLines, readServed } from './audit.ts';
import { type Installation, startInstallation } from './installation.ts';
import { type Kill, type KillKind, killAndRestart, slowTransactions } from './kill.ts';
import { type Load, startLoad } from './load.ts';
import { untilRecorded } from './settle.ts';

const callsMin = scaled({ scaled: 1_500, full: 20_000 });
const killsOfEach = scaled({ scaled: 2, full: 15 });
const inFlightMin = 32;
const seed = testSeed('chaos');

const everywhere: readonly KillKind[] = ['gateway', 'gateway at a rotation', 'worker', 'worker inside its transaction'];
const sizes = [
  // Here PostgreSQL is the queue as well: each of its deaths counts twice.
  ['embedded', [...everywhere, 'postgres', 'postgres']],
  ['production', [...everywhere, 'postgres', 'postgres', 'redis kept', 'redis wiped']],
] as const;

type Step = { readonly kind: KillKind; readonly pauseMs: number; readonly waitMs: number };

/** Every way to die, `killsOfEach` times, in an order and at a pace that follow from the seed. */
function planOf(kinds: readonly KillKind[]): Step[] {
  const random = randomFrom(seed);
  const all = Array.from({ length: killsOfEach }, () => kinds).flat();
  const ordered = all.map((kind) => ({ kind, place: random.between(0, 1_000_000) }));
  ordered.sort((a, b) => a.place - b.place);
  return ordered.map(({ kind }) => ({ kind, pauseMs: random.between(0, 300), waitMs: random.between(0, 600) }));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

async function carryOut(plan: readonly Step[], installation: Installation, load: Load): Promise<Kill[]> {
  const kills: Kill[] = [];
  for (const { kind, pauseMs, waitMs } of plan) {
    await sleep(waitMs);
    await until(() => load.inFlight() >= inFlightMin);
    kills.push(await killAndRestart(kind, installation, pauseMs));
  }
  return kills;
}

/** A line that the upstream never heard of is right only where the gateway died just after writing it. */
function expectUnsentExplained(found: Audit, kills: readonly Kill[]): void {
  const deaths = kills.filter(({ kind }) => kind.startsWith('gateway')).map(({ atMs }) => atMs);
  for (const { startedAtMs } of found.unsent) {
    const explained = deaths.some((atMs) => startedAtMs <= atMs + 50 && startedAtMs >= atMs - 250);
    expect(explained, `an unsent line of ${startedAtMs}, gateway deaths ${deaths}`).toBe(true);
  }
}

async function expectRollupsEqualRows({ sql, tenant }: Installation): Promise<void> {
  const [row] = await sql`
    with a as (select count(*) as n, sum(cost_pico_usd) as cost from usage.attempts where organization_id = ${tenant.organizationId}),
      c as (select count(*) as n from usage.calls where organization_id = ${tenant.organizationId}),
      r as (select sum(attempts) as a, sum(calls) as c, sum(cost_pico_usd) as cost from usage.rollups
        where organization_id = ${tenant.organizationId}),
      d as (select count(*) as n from usage.dead_letters)
    select a.n = r.a as attempts, c.n = r.c as calls, a.cost = r.cost as cost, a.n = c.n as pairs, d.n as letters from a, c, r, d`;
  expect(row).toEqual({ attempts: true, calls: true, cost: true, pairs: true, letters: 0n });
}

async function expectAnswersRecorded({ sql }: Installation, load: Load): Promise<number> {
  const whole = load.calls.filter((call) => call.whole && call.status === 200);
  const ids = whole.map(({ callId }) => callId ?? '');
  const rows = await sql`
    select count(*)::int as count from usage.calls where call_id = any(${ids}::uuid[]) and status = 'succeeded'`;
  expect(rows[0]).toEqual({ count: new Set(ids).size });
  return ids.length;
}

describe.each(sizes)('kill -9 of every process in %s size', (size, kinds) => {
  it(
    'leaves every request of the upstream in the ledger exactly once, at its cost',
    async () => {
      const installation = await startInstallation(size);
      try {
        await slowTransactions(installation);
        const { gatewayUrl, tenant } = installation;
        const load = startLoad({ gatewayUrl, gatewayKey: tenant.gatewayKey, latencyMs: 250 });
        const kills = await carryOut(planOf(kinds), installation, load);
        await until(() => load.answered() >= callsMin);
        await load.stop();
        const recordedMs = await untilRecorded(installation, 120_000);
        const found = audit(await readServed(installation), await readLines(installation));
        expect(found.unrecorded).toEqual([]);
        expect(found.doubled).toEqual([]);
        expect(found.wrong).toEqual([]);
        expect(found.settled + found.interrupted - found.unsent.length).toBe(found.served);
        expect(found.settledPicoUsd).toBe(found.upstreamPicoUsd);
        expect(found.settledPicoUsd).toBeGreaterThan(0n);
        expect(found.interrupted).toBeGreaterThanOrEqual(inFlightMin);
        expectUnsentExplained(found, kills);
        await expectRollupsEqualRows(installation);
        const answered = await expectAnswersRecorded(installation, load);
        expect(kills.filter(({ kind, met }) => kind === 'worker inside its transaction' && met)).toHaveLength(
          killsOfEach,
        );
        recordProof(`chaos in ${size} size`, {
          kills: kills.length,
          'requests at the upstream': found.served,
          settled: found.settled,
          interrupted: found.interrupted,
          'of them never sent': found.unsent.length,
          'whole answers': answered,
          'settled pico-dollars': String(found.settledPicoUsd),
          'all recorded after (ms)': Math.round(recordedMs),
        });
      } finally {
        await installation.stop();
      }
    },
    scaled({ scaled: 300_000, full: 3_600_000 }),
  );
});
