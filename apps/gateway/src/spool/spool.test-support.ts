import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttemptRecord, CallRecord, FeedbackRecord, LedgerRecord, StartedRecord } from '@weir/protocol/ledger';
import { ledgerRecord } from '@weir/queue/ledger-record';
import { createLogger } from '@weir/runtime/logger';
import { openSpool, type SpoolOptions } from './open-spool.ts';
import { realDisk, type SpoolDisk } from './segment-files.ts';
import type { Spool } from './spool.ts';

export const silent = createLogger({ name: 'test', level: 'silent' });

const organizationId = '01913f3e-0000-7000-8000-00000000000a';
const projectId = '01913f3e-0000-7000-8000-00000000000b';

/** The id of the n-th Call of a test. */
export function callIdOf(n: number): string {
  return `01913f3e-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
}

export function started(call: number, attemptNo = 1): StartedRecord {
  return {
    kind: 'started',
    ...{ organizationId, projectId, callId: callIdOf(call), attemptNo, startedAtMs: 1_764_000_000_000 + call },
    ...{ purpose: 'first', operation: 'chat', streaming: false, requestedModel: 'sim/m', provider: 'sim', model: 'm' },
  };
}

export function settled(call: number, attemptNo = 1): AttemptRecord {
  const cost = { source: 'computed', totalPicoUsd: '25', lines: [], priceId: 'p' } as const;
  return {
    ...started(call, attemptNo),
    kind: 'attempt',
    status: 'succeeded',
    durationMs: 5,
    usage: { input: 1 },
    cost,
  };
}

export function closed(call: number, attempts = 1): CallRecord {
  return {
    kind: 'call',
    ...{ organizationId, projectId, callId: callIdOf(call), startedAtMs: 1_764_000_000_000 + call, attempts },
    ...{ operation: 'chat', streaming: false, requestedModel: 'sim/m', status: 'succeeded', durationMs: 6 },
  };
}

export function said(call: number): FeedbackRecord {
  return {
    kind: 'feedback',
    ...{
      organizationId,
      projectId,
      callId: callIdOf(call),
      score: 1,
      sampled: false,
      saidAtMs: 1_764_000_000_000 + call,
    },
  };
}

const directories: string[] = [];

/** A directory that `removeDirectories` deletes. */
export async function newDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'weir-spool-'));
  directories.push(directory);
  return directory;
}

export async function removeDirectories(): Promise<void> {
  await Promise.all(directories.splice(0).map((directory) => rm(directory, { recursive: true, force: true })));
}

/** What a crash leaves: the files, without the lock, whose process is gone. */
export async function copyAsLeft(directory: string): Promise<string> {
  const copy = await newDirectory();
  await cp(directory, copy, { recursive: true, filter: (path) => !path.endsWith('/lock') });
  return copy;
}

/** A spool that syncs only when told to. */
export function openTestSpool(directory: string, options: Partial<SpoolOptions> = {}): Promise<Spool> {
  return openSpool({ directory, now: Date.now, log: silent, fsyncMs: 1_000_000, lockWaitMs: 0, ...options });
}

/** Every record that a spool would ship. */
export async function shippable(spool: Spool): Promise<LedgerRecord[]> {
  const limits = { bytes: Number.POSITIVE_INFINITY, records: Number.POSITIVE_INFINITY };
  const { lines } = await spool.read({ segment: 0, offset: 0 }, limits);
  const texts = lines.toString('utf8').split('\n');
  return texts.filter((text) => text !== '').map((text) => ledgerRecord.parse(JSON.parse(text)));
}

/** Names a record for comparison. */
export function nameOf(record: LedgerRecord | StartedRecord): string {
  const call = Number.parseInt(record.callId.slice(24), 16);
  return 'attemptNo' in record ? `attempt ${call}.${record.attemptNo}` : `${record.kind} ${call}`;
}

export type CrashingDisk = SpoolDisk & { crashed(): boolean };

/** The real disk until `bytes` bytes were written: from then on nothing happens any more, as after a kill. */
export function crashingDisk(bytes: number): CrashingDisk {
  let left = bytes;
  const gone = () => {
    if (left <= 0) throw new Error('crashed');
  };
  return {
    ...realDisk,
    crashed: () => left <= 0,
    openSync(path, flags, mode) {
      gone();
      return realDisk.openSync(path, flags, mode);
    },
    writeSync(fd, bytes, position) {
      gone();
      const count = realDisk.writeSync(fd, bytes.subarray(0, left), position);
      left -= bytes.length;
      if (count < bytes.length) throw new Error('crashed');
      return count;
    },
    ftruncateSync(fd, length) {
      gone();
      realDisk.ftruncateSync(fd, length);
    },
    unlinkSync(path) {
      gone();
      realDisk.unlinkSync(path);
    },
  };
}
