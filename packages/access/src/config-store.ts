import type { Receipt } from '@weir/db/sql/receipt';
import type { Watermark } from '@weir/protocol/ledger';
import type { QualityStateStore } from './quality-states.ts';
import type { ResponseStateStore } from './response-states.ts';

/** One line of the change feed. Without a project all of the organization's projects changed. */
export type ConfigChange = {
  readonly seq: number;
  readonly organizationId: string;
  readonly projectId: string | undefined;
};

export type ReceiptQuery = { readonly organizationId: string; readonly projectId: string; readonly callId: string };

/** Where `access` reads from. Documents come as they are stored and are validated by the reader. */
export type ConfigStore = {
  /** The document of the project whose key has this hash, now or until its grace ends; undefined when there is none. */
  byKeyHash(hash: string): Promise<unknown>;
  byProject(projectId: string): Promise<unknown>;
  /** Changes after `seq` in their order; perhaps not all at once, and none only when there are none. */
  changesSince(seq: number): Promise<readonly ConfigChange[]>;
  /** The newest change's number; 0 when there is none. */
  lastChange(): Promise<number>;
  /** Calls `onHint` when something may have changed. A hint may be lost. */
  listen(onHint: () => void): Promise<unknown>;
  watermarks(spoolIds: readonly string[]): Promise<Watermark[]>;
  receipt(query: ReceiptQuery): Promise<Receipt | undefined>;
} & ResponseStateStore &
  QualityStateStore;
