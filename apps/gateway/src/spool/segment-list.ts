import type { Retained } from './recover.ts';

/** The segments that a spool retains, rising; the last is the active one once one was begun. */
export type SegmentList = {
  /** `activeBytes` is how far the active segment is written; 0 while there is none. */
  all(activeBytes: number): readonly Retained[];
  bytes(activeBytes: number): number;
  /** Adds the new active segment; the one before it stays as large as `leftBytes`. */
  begin(segment: Retained, leftBytes: number): void;
  forgetOldest(): void;
};

/** A list that starts with the segments of the last process. */
export function createSegmentList(recovered: readonly Retained[]): SegmentList {
  const closed = [...recovered];
  let active: Retained | undefined;
  let closedBytes = closed.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    all: (activeBytes) => (active === undefined ? closed : [...closed, { ...active, bytes: activeBytes }]),
    bytes: (activeBytes) => closedBytes + activeBytes,
    begin(segment, leftBytes) {
      if (active !== undefined) {
        closed.push({ ...active, bytes: leftBytes });
        closedBytes += leftBytes;
      }
      active = segment;
    },
    forgetOldest() {
      closedBytes -= closed.shift()?.bytes ?? 0;
    },
  };
}
