import type { UsageBatch } from '@weir/queue/usage-batch';
import { testSeed } from '@weir/testing/seed';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBookedLedger } from './shipper.test-support.ts';
import { type Shipper, startShipper } from './shipper.ts';
import {
  closed,
  copyAsLeft,
  newDirectory,
  openTestSpool,
  removeDirectories,
  settled,
  silent,
  started,
} from './spool.test-support.ts';
import type { Spool } from './spool.ts';

const quick = { log: silent, lingerMs: 5, pollMs: 10, resendMs: 60 };
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await removeDirectories();
});

type Ship = Pick<Parameters<typeof startShipper>[0], 'spool' | 'add' | 'watermarks'>;

function ship(options: Ship): Shipper {
  const shipper = startShipper({ ...quick, ...options });
  closing.push(() => shipper.stop());
  return shipper;
}

function opened(spool: Spool): Spool {
  closing.push(() => spool.close());
  return spool;
}

function appendCalls(spool: Spool, from: number, count: number): string[] {
  return Array.from({ length: count }, (_, n) => {
    spool.append([started(from + n)]);
    spool.append([settled(from + n), closed(from + n)]);
    return [`attempt ${from + n}.1`, `call ${from + n}.`];
  }).flat();
}

describe('a shipper', () => {
  it('brings every record, in order, and lets go of what Postgres has', async () => {
    const spool = opened(await openTestSpool(await newDirectory(), { segmentBytesMax: 5_000, fsyncMs: 5 }));
    const ledger = createBookedLedger();
    const shipper = ship({
      spool,
      add: async (batch) => void (await ledger.apply(batch)),
      watermarks: ledger.watermarks,
    });
    const keys = appendCalls(spool, 0, 100);
    spool.append([started(500)]);
    expect(await shipper.drained(5_000)).toBe(true);
    expect(ledger.brought).toEqual(keys);
    expect(shipper.stats()).toMatchObject({ inFlight: 0, resent: 0, lagMs: 0, failing: undefined });
    let more = 1_000;
    await vi.waitFor(() => {
      appendCalls(spool, more, 1);
      more += 1;
      expect(spool.stats()).toMatchObject({ segments: 1, openAttempts: 1 });
    });
    expect(spool.stats().served).toBeGreaterThanOrEqual(100);
  });

  it('counts the ledger lines before each batch end', async () => {
    const spool = opened(await openTestSpool(await newDirectory()));
    const ledger = createBookedLedger();
    const counts: number[] = [];
    const add = async (batch: UsageBatch) => {
      counts.push(batch.attempts);
      await ledger.apply(batch);
    };
    const shipper = ship({ spool, add, watermarks: ledger.watermarks });
    for (let round = 0; round < 3; round += 1) {
      appendCalls(spool, round * 10, 10);
      await shipper.drained(5_000);
    }
    expect(counts.at(-1)).toBe(30);
    await vi.waitFor(() => expect(spool.stats()).toMatchObject({ served: 30, recorded: 30, pendingBytes: 0 }));
  });

  it('loses nothing to a queue that refuses, drops, delays, doubles and disorders', async () => {
    const fates = fc.array(fc.constantFrom('pass', 'refuse', 'drop', 'delay', 'double'), {
      minLength: 1,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(fates, fc.integer({ min: 5, max: 60 }), async (plan, calls) => {
        const spool = await openTestSpool(await newDirectory(), { segmentBytesMax: 4_000, fsyncMs: 5 });
        const ledger = createBookedLedger();
        const late: UsageBatch[] = [];
        let turn = 0;
        const add = async (batch: UsageBatch) => {
          const fate = plan[turn];
          turn += 1;
          if (fate === 'refuse') throw new Error('the queue is away');
          if (fate === 'drop') return;
          if (fate === 'delay') return void late.push(batch);
          await ledger.apply(batch);
          if (fate === 'double') await ledger.apply(batch);
          for (const delayed of late.splice(0)) await ledger.apply(delayed);
        };
        const shipper = startShipper({ ...quick, resendMs: 20, spool, add, watermarks: ledger.watermarks });
        const keys: string[] = [];
        for (let call = 0; call < calls; call += 10) {
          keys.push(...appendCalls(spool, call, 10));
          await new Promise((resolve) => setTimeout(resolve, 8));
        }
        expect(await shipper.drained(10_000)).toBe(true);
        expect([...ledger.keys].sort()).toEqual([...keys].sort());
        await shipper.stop();
        await spool.close();
      }),
      { seed: testSeed('shipper'), numRuns: 12 },
    );
  });

  it('goes on from the watermark after a restart, whatever was on its way', async () => {
    const directory = await newDirectory();
    const spool = opened(await openTestSpool(directory, { segmentBytesMax: 3_000, fsyncMs: 5 }));
    const ledger = createBookedLedger();
    let lose = false;
    const add = async (batch: UsageBatch) => void (lose || (await ledger.apply(batch)));
    const first = ship({ spool, add, watermarks: ledger.watermarks });
    const keys = appendCalls(spool, 0, 20);
    await first.drained(5_000);
    lose = true;
    keys.push(...appendCalls(spool, 20, 20));
    await vi.waitFor(() => expect(first.stats().inFlight).toBeGreaterThan(0));
    await first.stop();
    lose = false;
    const again = opened(await openTestSpool(await copyAsLeft(directory)));
    const second = ship({ spool: again, add, watermarks: ledger.watermarks });
    expect(await second.drained(5_000)).toBe(true);
    expect([...ledger.keys].sort()).toEqual(keys.sort());
    expect(ledger.brought).toHaveLength(keys.length);
  });

  it('sends again what a database lost that stepped back, as far as it is still there', async () => {
    const spool = opened(await openTestSpool(await newDirectory()));
    const ledger = createBookedLedger();
    const add = async (batch: UsageBatch) => void (await ledger.apply(batch));
    const shipper = ship({ spool, add, watermarks: ledger.watermarks });
    const keys = appendCalls(spool, 0, 10);
    await shipper.drained(5_000);
    const [early] = await ledger.watermarks([spool.id]);
    keys.push(...appendCalls(spool, 10, 10));
    await shipper.drained(5_000);
    for (const key of keys.slice(20)) ledger.keys.delete(key);
    if (early !== undefined) ledger.restore(spool.id, early);
    keys.push(...appendCalls(spool, 20, 5));
    await vi.waitFor(() => expect([...ledger.keys].sort()).toEqual([...keys].sort()), 5_000);
    expect(await shipper.drained(5_000)).toBe(true);
  });

  it('waits for Postgres to say where it is, and does not fill the queue while nothing is worked off', async () => {
    const spool = opened(await openTestSpool(await newDirectory()));
    const ledger = createBookedLedger();
    ledger.away = true;
    const added: UsageBatch[] = [];
    const add = async (batch: UsageBatch) => void added.push(batch);
    const shipper = ship({ spool, add, watermarks: ledger.watermarks });
    appendCalls(spool, 0, 3);
    await vi.waitFor(() => expect(shipper.stats().failing).toBe('Postgres is away'));
    expect(added).toEqual([]);
    ledger.away = false;
    let call = 100;
    const append = async () => {
      appendCalls(spool, call, 1);
      call += 1;
      await new Promise((resolve) => setTimeout(resolve, 6));
    };
    while (shipper.stats().inFlight < 64) await append();
    for (let more = 0; more < 20; more += 1) await append();
    expect(new Set(added.map(({ to }) => `${to.segment}/${to.offset}`)).size).toBe(64);
    expect(await shipper.drained(20)).toBe(false);
  });
});
