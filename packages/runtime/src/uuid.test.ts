import { describe, expect, it } from 'vitest';
import { timeOfUuid, uuidFloor, uuidv7 } from './uuid.ts';

describe('uuidv7', () => {
  it('has the form of RFC 9562 and keeps its millisecond', () => {
    const atMs = 1_763_000_000_123;
    const id = uuidv7(atMs);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(timeOfUuid(id)).toBe(atMs);
  });

  it('never repeats within one millisecond', () => {
    const ids = new Set(Array.from({ length: 20_000 }, () => uuidv7(1)));
    expect(ids.size).toBe(20_000);
  });

  it('sorts by time, and its floor is the border of a millisecond', () => {
    expect(uuidv7(1_000) < uuidv7(1_001)).toBe(true);
    expect(uuidFloor(1_001) <= uuidv7(1_001)).toBe(true);
    expect(uuidv7(1_000) < uuidFloor(1_001)).toBe(true);
  });
});
