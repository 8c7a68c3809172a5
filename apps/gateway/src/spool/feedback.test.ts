import { afterEach, describe, expect, it } from 'vitest';
import { createFrameEncoder, frameHeadBytes, readFrame } from './frame.ts';
import { realDisk } from './segment-files.ts';
import {
  closed,
  copyAsLeft,
  nameOf,
  newDirectory,
  openTestSpool,
  removeDirectories,
  said,
  settled,
  shippable,
  started,
} from './spool.test-support.ts';

afterEach(removeDirectories);

const unavailable = expect.objectContaining({ code: 'spool_unavailable' });
const everything = { bytes: Number.POSITIVE_INFINITY, records: Number.POSITIVE_INFINITY };

describe('feedback in a spool', () => {
  it('stands in the frame of a Call, which the release before steps over and ships unread', () => {
    const bytes = createFrameEncoder().encode([said(1)]);
    expect(readFrame(bytes, 0)).toEqual({ kind: 3, start: frameHeadBytes, end: bytes.length });
  });

  it('is shipped, is no ledger line, and closes nothing of the call that it is about', async () => {
    const spool = await openTestSpool(await newDirectory());
    spool.append([started(1)]);
    spool.append([said(1)]);
    expect(spool.stats()).toMatchObject({ served: 0, openAttempts: 1, openCalls: 1 });
    spool.append([settled(1), closed(1)]);
    spool.append([said(1)]);
    expect(spool.stats()).toMatchObject({ served: 1, openAttempts: 0, openCalls: 0 });
    expect((await shippable(spool)).map(nameOf)).toEqual(['feedback 1', 'attempt 1.1', 'call 1', 'feedback 1']);
    expect(await spool.read({ segment: 0, offset: 0 }, everything)).toMatchObject({ records: 4, attempts: 1 });
    await spool.close();
  });

  it('outlives its process, beside a call that it left open', async () => {
    const directory = await newDirectory();
    const first = await openTestSpool(directory);
    first.append([started(1)]);
    first.append([said(1)]);
    const left = await copyAsLeft(directory);
    await first.close();
    const spool = await openTestSpool(left);
    expect((await shippable(spool)).map(nameOf)).toEqual(['feedback 1', 'attempt 1.1', 'call 1']);
    expect(spool.stats()).toMatchObject({ served: 1, interrupted: 1, damaged: 0 });
    await spool.close();
  });

  it('does not go beyond the bound, where what settles a call does', async () => {
    const spool = await openTestSpool(await newDirectory(), { bytesMax: 40_000, segmentBytesMax: 20_000 });
    let open = 0;
    expect(() => {
      for (; open < 1_000; open += 1) spool.append([started(open)]);
    }).toThrow(unavailable);
    // Less than a `started` record: fill the last of it.
    expect(() => {
      for (let sent = 0; sent < 10; sent += 1) spool.append([said(0)]);
    }).toThrow(unavailable);
    spool.append([settled(0)]);
    await spool.close();
  });

  it('that the disk refused is not written later: its sender was told', async () => {
    let full = false;
    const disk = {
      ...realDisk,
      writeSync(fd: number, bytes: Buffer, position: number) {
        if (full) throw new Error('ENOSPC');
        return realDisk.writeSync(fd, bytes, position);
      },
    };
    const spool = await openTestSpool(await newDirectory(), { disk });
    spool.append([started(1)]);
    full = true;
    expect(() => spool.append([said(1)])).toThrow(unavailable);
    full = false;
    spool.append([settled(1), closed(1)]);
    expect((await shippable(spool)).map(nameOf)).toEqual(['attempt 1.1', 'call 1']);
    await spool.close();
  });
});
