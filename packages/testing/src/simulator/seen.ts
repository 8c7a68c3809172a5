import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request as it came, and when its answer or its connection was over. Times are wall clock, with fractions. */
export type SeenRequest = {
  readonly id: string;
  readonly arrivedAtMs: number;
  readonly path: string;
  readonly model: string;
  /** The credential that it carried. */
  readonly key?: string | undefined;
  readonly body: string;
  /** Absent while it is open. */
  closedAtMs?: number;
  /** True where the whole answer went out before that. */
  answered?: boolean;
};

export type Seen = {
  add(entry: SeenRequest, response: ServerResponse): void;
  all(): readonly SeenRequest[];
  clear(): void;
};

/** Of a long run the latest are kept. */
const keptMax = 20_000;

/** Wall clock to fractions of a millisecond, so that short gaps can be measured. */
export function preciseNow(): number {
  return performance.timeOrigin + performance.now();
}

/** The credential of a request, wherever its dialect has it. */
export function keyOf({ headers }: IncomingMessage): string | undefined {
  const key = headers['x-api-key'] ?? headers['x-goog-api-key'] ?? headers.authorization?.replace(/^Bearer /, '');
  return Array.isArray(key) ? key[0] : key;
}

/** Keeps every request in the order of arrival. */
export function createSeen(): Seen {
  let entries: SeenRequest[] = [];
  return {
    add(entry, response) {
      if (entries.length >= keptMax) entries = entries.slice(keptMax / 2);
      entries.push(entry);
      response.once('close', () => {
        entry.closedAtMs = preciseNow();
        entry.answered = response.writableFinished;
      });
    },
    all: () => entries,
    clear() {
      entries = [];
    },
  };
}
