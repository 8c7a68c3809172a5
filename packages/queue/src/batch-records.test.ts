import { promisify } from 'node:util';
import { zstdCompress } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { packRecords, readRecords, unpackRecords } from './batch-records.ts';
import { batchBytesMax } from './usage-batch.ts';

const attempt = {
  kind: 'attempt',
  organizationId: '01913f3e-0000-7000-8000-00000000000a',
  projectId: '01913f3e-0000-7000-8000-00000000000b',
  callId: '01913f3e-0000-7000-8000-00000000000c',
  ...{ attemptNo: 1, startedAtMs: 1_764_000_000_000, purpose: 'first', operation: 'chat', streaming: false },
  ...{ requestedModel: 'sim/m', provider: 'sim', model: 'm', status: 'succeeded', durationMs: 5.4 },
  usage: { input: 1, output: 0 },
  cost: { source: 'computed', totalPicoUsd: '25', lines: [] },
};

const bytes = (lines: readonly unknown[]) => Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));

describe('the records of a batch', () => {
  it('come out as they went in', async () => {
    const packed = await packRecords(bytes([attempt, { ...attempt, attemptNo: 2, errorMessage: 'a\nb' }]));
    const { records, poison } = readRecords(await unpackRecords(packed));
    expect(poison).toEqual([]);
    expect(records).toEqual([
      { ...attempt, durationMs: 5 },
      { ...attempt, durationMs: 5, attemptNo: 2, errorMessage: 'a\nb' },
    ]);
  });

  it('hold pictures in tokens and sound in seconds, which those of the release before lack', async () => {
    const usage = { audioSeconds: 7, imageInput: 258, imageOutput: 1290 };
    const line = { bucket: 'imageOutput', quantity: 1290, picoUsdPerMillion: '30000000000000', picoUsd: '38700000000' };
    const media = { ...attempt, usage, cost: { source: 'computed', totalPicoUsd: '38700000000', lines: [line] } };
    const { records, poison } = readRecords(await unpackRecords(await packRecords(bytes([media, attempt]))));
    expect(poison).toEqual([]);
    expect(records).toMatchObject([{ usage, cost: { lines: [line] } }, { usage: { input: 1, output: 0 } }]);
    expect(records[1]).not.toHaveProperty('usage.imageOutput');
  });

  it('that no schema accepts come out whole with the reason, and spare the others', () => {
    const started = { ...attempt, kind: 'started' };
    const lines = [attempt, { ...attempt, status: 'odd' }, started, { ...attempt, usage: { input: 1.5 } }];
    const { records, poison } = readRecords([...lines.map((line) => JSON.stringify(line)), '{"half":']);
    expect(records).toHaveLength(1);
    expect(poison.map(({ text }) => text)).toEqual([...lines.slice(1).map((line) => JSON.stringify(line)), '{"half":']);
    expect(poison.map(({ organizationId }) => organizationId)).toEqual([
      ...[1, 2, 3].map(() => attempt.organizationId),
      undefined,
    ]);
    expect(poison[0]?.reason).toContain('status');
    expect(poison[3]?.reason).toBe('not JSON');
  });

  it('are not unpacked when they are damaged or far larger than any batch', async () => {
    await expect(unpackRecords('bm90IHpzdGQ=')).rejects.toThrow();
    const bomb = await promisify(zstdCompress)(Buffer.alloc(batchBytesMax + 1, 'a'));
    await expect(unpackRecords(bomb.toString('base64'))).rejects.toThrow();
  });

  it('keep a duration that the clock made negative, as zero', () => {
    const { records } = readRecords([JSON.stringify({ ...attempt, durationMs: -3 })]);
    expect(records).toMatchObject([{ durationMs: 0 }]);
  });
});
