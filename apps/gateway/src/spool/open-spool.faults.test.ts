import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { realDisk, type SpoolDisk } from './segment-files.ts';
import {
  closed,
  copyAsLeft,
  nameOf,
  newDirectory,
  openTestSpool,
  removeDirectories,
  settled,
  shippable,
  started,
} from './spool.test-support.ts';

const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

/** A disk that takes `room` bytes. */
function smallDisk(room: number): SpoolDisk & { room: number } {
  const disk = {
    ...realDisk,
    room,
    writeSync(fd: number, bytes: Buffer, position: number): number {
      if (disk.room === 0) throw full;
      const count = realDisk.writeSync(fd, bytes.subarray(0, disk.room), position);
      disk.room -= count;
      return count;
    },
  };
  return disk;
}

async function names(spool: Awaited<ReturnType<typeof openTestSpool>>): Promise<string[]> {
  return (await shippable(spool)).map(nameOf);
}

afterEach(removeDirectories);

describe('a spool on a disk that is full', () => {
  it('refuses the append with spool_unavailable and leaves nothing half-written', async () => {
    const disk = smallDisk(64 + 1_000);
    const directory = await newDirectory();
    const spool = await openTestSpool(directory, { disk });
    spool.append([started(1)]);
    const before = spool.end();
    expect(() => spool.append([started(2), started(3), started(4)])).toThrow(
      expect.objectContaining({ code: 'spool_unavailable' }),
    );
    expect(spool.end()).toEqual(before);
    const left = await openTestSpool(await copyAsLeft(directory));
    expect(await names(left)).toEqual(['attempt 1.1', 'call 1']);
    await Promise.all([spool.close(), left.close()]);
  });

  it('does not let a shorter later record uncover the rest of a failed longer one', async () => {
    const disk = smallDisk(64 + 5_000);
    const directory = await newDirectory();
    const spool = await openTestSpool(directory, { disk });
    spool.append([started(1)]);
    expect(() => spool.append(Array.from({ length: 30 }, (_, n) => started(2 + n)))).toThrow();
    disk.room = 10_000;
    spool.append([started(50)]);
    const left = await openTestSpool(await copyAsLeft(directory));
    expect(await names(left)).toEqual(['attempt 1.1', 'call 1', 'attempt 50.1', 'call 50']);
    await Promise.all([spool.close(), left.close()]);
  });

  it('keeps a settlement that the disk refused and writes it once there is room', async () => {
    const disk = smallDisk(64 + 600);
    const spool = await openTestSpool(await newDirectory(), { disk, fsyncMs: 5 });
    spool.append([started(1)]);
    expect(() => spool.append([settled(1), closed(1)])).toThrow(expect.objectContaining({ code: 'spool_unavailable' }));
    await vi.waitFor(() => expect(spool.stats().failing).toContain('ENOSPC'));
    expect(() => spool.append([started(2)])).toThrow(expect.objectContaining({ code: 'spool_unavailable' }));
    disk.room = 1_000_000;
    await vi.waitFor(() => expect(spool.stats()).toMatchObject({ failing: undefined, openAttempts: 0, served: 1 }));
    expect(await names(spool)).toEqual(['attempt 1.1', 'call 1']);
    spool.append([started(2)]);
    await spool.close();
  });

  it('opens, refuses, and closes what was left open once there is room', async () => {
    const directory = await newDirectory();
    const first = await openTestSpool(directory);
    first.append([started(1)]);
    const left = await copyAsLeft(directory);
    await first.close();
    const disk = smallDisk(100);
    const spool = await openTestSpool(left, { disk, fsyncMs: 5 });
    expect(() => spool.append([started(2)])).toThrow(expect.objectContaining({ code: 'spool_unavailable' }));
    disk.room = 1_000_000;
    await vi.waitFor(async () => expect(await names(spool)).toEqual(['attempt 1.1', 'call 1']));
    await vi.waitFor(() => spool.append([started(2)]));
    await spool.close();
  });
});

describe('a spool that reached its bound', () => {
  it('refuses new Attempts and still settles those under way', async () => {
    const spool = await openTestSpool(await newDirectory(), { bytesMax: 40_000, segmentBytesMax: 20_000 });
    let open = 0;
    expect(() => {
      for (; open < 1_000; open += 1) spool.append([started(open)]);
    }).toThrow(expect.objectContaining({ code: 'spool_unavailable' }));
    expect(open).toBeGreaterThan(2);
    spool.append([settled(0)]);
    expect(spool.stats()).toMatchObject({ served: 1, openAttempts: open - 1, bytesMax: 40_000 });
    await spool.close();
  });
});

describe('a spool', () => {
  it('makes what was appended survive a loss of power within the sync interval, and rests when nothing is', async () => {
    const synced: number[] = [];
    const fdatasync = async (fd: number) => {
      await realDisk.fdatasync(fd);
      synced.push(fd);
    };
    const spool = await openTestSpool(await newDirectory(), { disk: { ...realDisk, fdatasync }, fsyncMs: 10 });
    await vi.waitFor(() => expect(synced).toHaveLength(1));
    spool.append([started(1)]);
    spool.append([settled(1), closed(1)]);
    await vi.waitFor(() => expect(synced).toHaveLength(2));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(synced).toHaveLength(2);
    await spool.close();
  });
});

describe('a spool whose disk cannot sync', () => {
  it('takes no new Attempts until a sync succeeds', async () => {
    let broken = true;
    const fdatasync = (fd: number) => (broken ? Promise.reject(new Error('EIO: i/o error')) : realDisk.fdatasync(fd));
    const spool = await openTestSpool(await newDirectory(), { disk: { ...realDisk, fdatasync }, fsyncMs: 5 });
    await vi.waitFor(() => expect(spool.stats().failing).toContain('EIO'));
    expect(() => spool.append([started(1)])).toThrow(expect.objectContaining({ code: 'spool_unavailable' }));
    broken = false;
    await vi.waitFor(() => expect(spool.stats().failing).toBeUndefined());
    spool.append([started(1)]);
    await spool.close();
  });
});

describe('a damaged frame', () => {
  it('costs no other record, is handed on to be looked at, and its segment is kept aside', async () => {
    const directory = await newDirectory();
    const spool = await openTestSpool(directory, { segmentBytesMax: 2_000, fsyncMs: 5 });
    for (let call = 0; call < 6; call += 1) spool.append([settled(call)]);
    const file = await open(join(directory, '0000000001.seg'), 'r+');
    await file.write(Buffer.from('X'), 0, 1, 64 + 100);
    await file.close();
    const { lines, damaged } = await spool.read({ segment: 0, offset: 0 }, { bytes: 1e9, records: 1e9 });
    const kinds = lines
      .toString()
      .trim()
      .split('\n')
      .map((line) => /"kind":"(\w+)"/.exec(line)?.[1]);
    expect(kinds.sort()).toEqual(['attempt', 'attempt', 'attempt', 'attempt', 'attempt', 'damaged']);
    expect(damaged).toBe(1);
    await vi.waitFor(async () => {
      await spool.release(spool.end());
      expect(await readdir(directory)).toContain('0000000001.seg.damaged');
    });
    expect(spool.stats()).toMatchObject({ damaged: 1, segments: 1 });
    await spool.close();
  });
});

describe('a spool directory', () => {
  it('belongs to one process at a time', async () => {
    const directory = await newDirectory();
    const spool = await openTestSpool(directory);
    await expect(openTestSpool(directory)).rejects.toMatchObject({ code: 'spool_unavailable' });
    expect(await spool.wanted()).toBe(false);
    const waiting = openTestSpool(directory, { lockWaitMs: 5_000 });
    await vi.waitFor(async () => expect(await spool.wanted()).toBe(true));
    await spool.close();
    const next = await waiting;
    expect(next.id).toBe(spool.id);
    expect(() => spool.append([started(1)])).toThrow(expect.objectContaining({ code: 'spool_unavailable' }));
    await next.close();
  });

  it('loses its segments only in order, once released and safe, never the active one', async () => {
    const directory = await newDirectory();
    const spool = await openTestSpool(directory, { segmentBytesMax: 1_500, fsyncMs: 5 });
    spool.append([started(0)]);
    for (let call = 1; call < 20; call += 1) spool.append([started(call), settled(call), closed(call)]);
    const { segments } = spool.stats();
    expect(segments).toBeGreaterThan(4);
    await vi.waitFor(async () => {
      await spool.release({ segment: 3, offset: 64 });
      expect((await readdir(directory)).filter((name) => name.endsWith('.seg')).sort()[0]).toBe('0000000003.seg');
    });
    await spool.release(spool.end());
    expect(spool.stats()).toMatchObject({ segments: 1, openAttempts: 1, pendingBytes: 0 });
    // The Attempt that was started in a segment that is gone is still closed after a crash.
    const left = await openTestSpool(await copyAsLeft(directory));
    expect((await names(left)).slice(-2)).toEqual(['attempt 0.1', 'call 0']);
    await Promise.all([spool.close(), left.close()]);
  });
});
