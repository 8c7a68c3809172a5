import type { HealthBoard } from '@weir/routing/health/health-board';

/** An organization that makes no calls is not looked after; what others say is read again when it wakes. */
const activeMs = 60_000;

/** One organization's board, with what it takes to share it. */
export class SharedBoard {
  readonly organizationId: string;
  readonly board: HealthBoard;
  /** It has something to tell that the others do not have yet. */
  dirty = false;
  publishedAtMs = 0;
  usedAtMs = Number.NEGATIVE_INFINITY;
  /** Of the documents that were read last. */
  version: string | undefined;
  /** The work under way: one at a time, in order. */
  work: Promise<void> = Promise.resolve();

  constructor(organizationId: string, board: HealthBoard) {
    this.organizationId = organizationId;
    this.board = board;
  }

  /** Notes a use; true where the last one is long ago. */
  wakes(nowMs: number): boolean {
    const wakes = !this.isActive(nowMs);
    this.usedAtMs = nowMs;
    return wakes;
  }

  isActive(nowMs: number): boolean {
    return nowMs - this.usedAtMs < activeMs;
  }
}
