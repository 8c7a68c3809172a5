import type { Logger } from '@weir/runtime/logger';
import type { State } from '@weir/state/state';
import type { Bounded } from './bounded.ts';
import type { SharedBoard } from './shared-board.ts';

export type Sharing = {
  /** Reads what others say of an organization; resolves also where that fails. */
  catchUp(board: SharedBoard): Promise<void>;
  /** Tells others at once. */
  publishNow(board: SharedBoard): void;
  close(): Promise<void>;
};

type SharingOptions = {
  readonly state: State;
  readonly boards: Bounded<SharedBoard>;
  readonly now: () => number;
  readonly log: Logger;
};

const tickMs = 250;
/** News that come together are told together. */
const newsMs = 20;
/** What is no news is told this often at most. */
const publishMs = 500;
/** A board that nobody has used for so long is forgotten: all that it knew has faded. */
const forgetMs = 3_600_000;

const alone: Sharing = {
  catchUp: () => Promise.resolve(),
  publishNow: () => undefined,
  close: () => Promise.resolve(),
};

/** Keeps the boards of active organizations in step with other processes; of a process that is alone, nothing. */
export function shareBoards(options: SharingOptions): Sharing {
  return options.state.isShared ? new BoardSharing(options) : alone;
}

class BoardSharing implements Sharing {
  readonly #options: SharingOptions;
  readonly #timer: NodeJS.Timeout;
  readonly #news = new Set<SharedBoard>();
  #ticking: Promise<void> | undefined;

  constructor(options: SharingOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#tick(), tickMs);
    this.#timer.unref();
  }

  catchUp(board: SharedBoard): Promise<void> {
    return this.#do(board, async () => {
      const { state } = this.#options;
      const [version] = await state.documents.versions([board.organizationId]);
      await this.#read(board, version);
    });
  }

  publishNow(board: SharedBoard): void {
    if (this.#news.size === 0) setTimeout(() => this.#publishNews(), newsMs).unref();
    this.#news.add(board);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#ticking;
    // What this process has seen outlives it for as long as it may be of use.
    const { state, boards } = this.#options;
    await Promise.all([...boards.values()].map((board) => (state.available() ? this.#publish(board) : board.work)));
  }

  #publishNews(): void {
    for (const board of this.#news) void this.#publish(board);
    this.#news.clear();
  }

  #tick(): void {
    this.#ticking ??= this.#keepUp().finally(() => {
      this.#ticking = undefined;
    });
  }

  async #keepUp(): Promise<void> {
    const { state, boards, now } = this.#options;
    const nowMs = now();
    const active: SharedBoard[] = [];
    for (const board of boards.values()) {
      if (board.isActive(nowMs)) active.push(board);
      if (nowMs - board.usedAtMs > forgetMs) boards.delete(board.organizationId);
    }
    if (active.length === 0 || !state.available()) return;
    for (const board of active) if (board.dirty && nowMs - board.publishedAtMs >= publishMs) void this.#publish(board);
    try {
      const versions = await state.documents.versions(active.map(({ organizationId }) => organizationId));
      const behind = active.flatMap((board, at) => (versions[at] === board.version ? [] : [{ board, at }]));
      await Promise.all(behind.map(({ board, at }) => this.#do(board, () => this.#read(board, versions[at]))));
    } catch {
      // The state says itself when it is away; the next tick tries again.
    }
  }

  #publish(board: SharedBoard): Promise<void> {
    return this.#do(board, async () => {
      const nowMs = this.#options.now();
      if (!board.dirty) return;
      board.dirty = false;
      board.publishedAtMs = nowMs;
      try {
        await this.#options.state.documents.publish(board.organizationId, board.board.document(nowMs));
      } catch (error) {
        board.dirty = true;
        throw error;
      }
    });
  }

  /** The version is the one from before the reading: a document that comes in between is read again. */
  async #read(board: SharedBoard, version: string | undefined): Promise<void> {
    if (version === board.version) return;
    const { state, now } = this.#options;
    board.board.merge(await state.documents.read(board.organizationId), now());
    board.version = version;
  }

  #do(board: SharedBoard, work: () => Promise<void>): Promise<void> {
    board.work = board.work.then(work).catch((error: unknown) => {
      if (this.#options.state.available()) this.#options.log.warn({ err: error }, 'live health could not be shared');
    });
    return board.work;
  }
}
