import { describe, expect, it } from 'vitest';
import { readTraffic, referenceDir } from './reference.ts';

describe('readTraffic', () => {
  it('gives what is asked for where the reference data are, else nothing', () => {
    const records = readTraffic('the reader of recorded traffic', (record) => record.provider === 'groq');
    expect(records.length > 0).toBe(referenceDir() !== undefined);
    expect(new Set(records.map((record) => record.provider)).size).toBeLessThanOrEqual(1);
  });
});
