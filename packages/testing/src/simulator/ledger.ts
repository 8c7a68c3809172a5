import { appendFileSync, closeSync, openSync } from 'node:fs';
import { z } from 'zod';

const tokens = z.number().int().nonnegative();

/**
 * What the simulator knows of one request. `ended` is absent while it is open. `usageSent` says that the bytes that
 * report usage went out.
 */
export const ledgerEntry = z.object({
  /** In the answer's own id and in its request-id header. */
  id: z.string(),
  receivedAtMs: z.number(),
  path: z.string(),
  model: z.string(),
  streaming: z.boolean(),
  status: z.number().int(),
  /** Hex SHA-256 of the request's body as it arrived. */
  requestSha256: z.string(),
  tag: z.string().optional(),
  usage: z
    .object({
      input: tokens,
      cacheRead: tokens,
      cacheWrite5m: tokens,
      cacheWrite1h: tokens,
      output: tokens,
      reasoning: tokens,
    })
    .optional(),
  usageSent: z.boolean(),
  ended: z.enum(['complete', 'cut', 'stalled', 'client left']).optional(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/** The upstream's own book of what it served, in memory and, line by line, in a file. */
export type Ledger = {
  open(entry: LedgerEntry): void;
  usageSent(id: string): void;
  end(id: string, ended: NonNullable<LedgerEntry['ended']>): void;
  entries(): readonly LedgerEntry[];
  clear(): void;
  close(): void;
};

/** A ledger that appends each opened and each ended entry to `path` as a line of JSON. */
export function createLedger(path: string | undefined): Ledger {
  const entries = new Map<string, LedgerEntry>();
  const file = path === undefined ? undefined : openSync(path, 'a');
  const put = (entry: LedgerEntry, write: boolean) => {
    entries.set(entry.id, entry);
    if (write && file !== undefined) appendFileSync(file, `${JSON.stringify(entry)}\n`);
  };
  const change = (id: string, fields: Partial<LedgerEntry>, write: boolean) => {
    const entry = entries.get(id);
    if (entry !== undefined) put({ ...entry, ...fields }, write);
  };
  return {
    open: (entry) => put(entry, true),
    usageSent: (id) => change(id, { usageSent: true }, false),
    end: (id, ended) => change(id, { ended }, true),
    entries: () => [...entries.values()],
    clear: () => entries.clear(),
    close: () => file !== undefined && closeSync(file),
  };
}
