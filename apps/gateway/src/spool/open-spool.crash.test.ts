import type { LedgerRecord, SpoolRecord } from '@weir/protocol/ledger';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import {
  closed,
  copyAsLeft,
  crashingDisk,
  nameOf,
  newDirectory,
  openTestSpool,
  removeDirectories,
  said,
  settled,
  shippable,
  started,
} from './spool.test-support.ts';

const segmentBytesMax = 3_000;
const seed = 20_261_122;

/** Interleaved Calls, each with one or two Attempts, some of them rated, as appends in the order in which the gateway makes them. */
function appendsOf(choices: readonly number[]): SpoolRecord[][] {
  const scripts = choices.map((choice, call): SpoolRecord[][] => {
    if (choice === 6) return [[started(call)], [said(call)], [settled(call), closed(call)]];
    if (choice % 3 === 0) return [[started(call)], [settled(call), closed(call)], [said(call)]];
    if (choice % 3 === 1) {
      return [[started(call, 1)], [settled(call, 1)], [started(call, 2)], [settled(call, 2), closed(call, 2)]];
    }
    return [[started(call, 1)], [started(call, 2)], [settled(call, 2), closed(call, 2)], [settled(call, 1)]];
  });
  const appends: SpoolRecord[][] = [];
  for (let turn = 0; scripts.some((script) => script.length > 0); turn += 1) {
    const script = scripts[((choices[turn % choices.length] ?? 0) + turn) % scripts.length];
    const next = script?.shift() ?? scripts.find(({ length }) => length > 0)?.shift();
    if (next !== undefined) appends.push(next);
  }
  return appends;
}

function countByName(records: readonly LedgerRecord[]): Map<string, LedgerRecord[]> {
  const byName = new Map<string, LedgerRecord[]>();
  for (const record of records) byName.set(nameOf(record), [...(byName.get(nameOf(record)) ?? []), record]);
  return byName;
}

function statusOf(record: LedgerRecord | undefined): string | undefined {
  return record === undefined || record.kind === 'feedback' ? undefined : record.status;
}

/** What must hold of a ledger whose appends of `kept` had returned, and one of `torn` had not. */
function checkLedger(records: readonly LedgerRecord[], kept: readonly SpoolRecord[], torn: readonly SpoolRecord[]) {
  const byName = countByName(records);
  for (const [name, same] of byName) expect(same, name).toHaveLength(1);
  const status = (name: string) => statusOf(byName.get(name)?.[0]);
  const settledNames = new Set([...kept, ...torn].filter(({ kind }) => kind !== 'started').map(nameOf));
  for (const record of kept) {
    if (record.kind === 'feedback') {
      expect(byName.get(nameOf(record))).toEqual([record]);
      continue;
    }
    if (record.kind === 'started') expect(byName.has(nameOf(record)), nameOf(record)).toBe(true);
    else expect(status(nameOf(record)), nameOf(record)).toBe('succeeded');
    expect(byName.has(`call ${nameOf(record).split(/[ .]/)[1]}`), `call of ${nameOf(record)}`).toBe(true);
  }
  for (const [name, [record]] of byName) {
    if (record?.kind === 'feedback' || statusOf(record) === 'succeeded')
      expect(settledNames.has(name), name).toBe(true);
    else expect(record, name).toMatchObject({ status: 'interrupted' });
    if (record?.kind === 'attempt' && record.status === 'interrupted') {
      expect(record).toMatchObject({ usage: {}, cost: { source: 'unknown', lines: [] } });
    }
  }
}

async function appendUntilCrash(directory: string, appends: readonly SpoolRecord[][], crashAt: number) {
  const disk = crashingDisk(crashAt);
  const spool = await openTestSpool(directory, { disk, segmentBytesMax });
  const kept: SpoolRecord[] = [];
  let torn: SpoolRecord[] = [];
  for (const records of appends) {
    torn = records;
    if (disk.crashed()) break;
    try {
      spool.append(records);
      kept.push(...records);
      torn = [];
    } catch {
      break;
    }
  }
  const left = await copyAsLeft(directory);
  await spool.close();
  return { left, kept, torn };
}

/** Opens what a crash left, and dies again after `bytes`. */
async function recoverUntilCrash(directory: string, bytes: number): Promise<string> {
  const spool = await openTestSpool(directory, { disk: crashingDisk(bytes), segmentBytesMax });
  const left = await copyAsLeft(directory);
  await spool.close();
  return left;
}

afterEach(removeDirectories);

describe('a spool whose process is killed at any byte', () => {
  it('has every record whose append returned, none twice, and each cut Attempt once as interrupted', async () => {
    const choices = fc.array(fc.nat(11), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(choices, fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(3_000), async (calls, at, again) => {
        const appends = appendsOf(calls);
        const bytes = 64 + appends.flat().reduce((sum, record) => sum + JSON.stringify(record).length + 9, 0);
        const { left, kept, torn } = await appendUntilCrash(await newDirectory(), appends, Math.ceil(at * bytes) + 1);
        const twice = await recoverUntilCrash(await recoverUntilCrash(left, again), again * 2);
        const spool = await openTestSpool(twice, { segmentBytesMax });
        checkLedger(await shippable(spool), kept, torn);
        expect(spool.stats()).toMatchObject({ openAttempts: 0, openCalls: 0, damaged: 0 });
        await spool.close();
      }),
      { seed, numRuns: 100 },
    );
  });

  it('stays as it is when it is opened again and again', async () => {
    const directory = await newDirectory();
    const first = await appendUntilCrash(directory, appendsOf([1, 2, 3, 4, 5]), 2_500);
    const spool = await openTestSpool(first.left, { segmentBytesMax });
    const once = (await shippable(spool)).map(nameOf);
    await spool.close();
    for (let reopened = 0; reopened < 3; reopened += 1) {
      const again = await openTestSpool(first.left, { segmentBytesMax });
      expect((await shippable(again)).map(nameOf)).toEqual(once);
      expect(again.id).toBe(spool.id);
      await again.close();
    }
  });
});
