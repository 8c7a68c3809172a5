import type { AttemptIdentity, AttemptRecord, CallRecord, SpoolRecord, StartedRecord } from '@weir/protocol/ledger';
import { startedRecord } from '@weir/queue/ledger-record';
import { z } from 'zod';

/** A Call that has Attempts in the spool and is not closed: what recovery must close if the process dies now. */
export type OpenCall = {
  /** Of the Call's latest Attempt. */
  readonly last: StartedRecord;
  /** When its first Attempt left. */
  readonly startedAtMs: number;
  readonly attempts: number;
  /** Attempts that have not ended. */
  readonly open: readonly StartedRecord[];
  /** The Call's own record is in; only Attempts are still to come. */
  readonly recorded: boolean;
};

/** How an OpenCall stands in an `open` frame. */
export const openCall: z.ZodType<OpenCall> = z.object({
  last: startedRecord,
  startedAtMs: z.number(),
  attempts: z.number().int(),
  open: z.array(startedRecord),
  recorded: z.boolean(),
});

/** The open Calls of a spool, kept in step with every record that is appended. */
export type OpenCalls = {
  apply(record: SpoolRecord): void;
  /** Takes a Call over from an `open` frame. */
  carry(call: OpenCall): void;
  has(callId: string): boolean;
  calls(): Iterable<OpenCall>;
  /** Open Calls. */
  readonly size: number;
  /** Open Attempts. */
  readonly attempts: number;
};

function startedOf(record: AttemptIdentity): StartedRecord {
  const { organizationId, projectId, callId, attemptNo, startedAtMs, purpose, operation, streaming } = record;
  const { requestedModel, provider, model, gatewayKeyId, memberId, providerKeyId, route } = record;
  return {
    kind: 'started',
    ...{ organizationId, projectId, callId, attemptNo, startedAtMs, purpose, operation, streaming },
    ...{ requestedModel, provider, model },
    ...(gatewayKeyId === undefined ? {} : { gatewayKeyId }),
    ...(memberId === undefined ? {} : { memberId }),
    ...(providerKeyId === undefined ? {} : { providerKeyId }),
    ...(route === undefined ? {} : { route }),
  };
}

type Entry = { -readonly [Key in keyof OpenCall]: OpenCall[Key] };

/** An empty set of open Calls. */
export function createOpenCalls(): OpenCalls {
  const calls = new Map<string, Entry>();
  let openAttempts = 0;

  const begin = (record: StartedRecord) => {
    openAttempts += 1;
    const entry = calls.get(record.callId);
    if (entry === undefined) {
      const { callId, startedAtMs } = record;
      calls.set(callId, { last: record, startedAtMs, attempts: 1, open: [record], recorded: false });
      return;
    }
    entry.last = record;
    entry.attempts += 1;
    entry.open = [...entry.open, record];
  };

  const end = (record: AttemptRecord) => {
    const entry = calls.get(record.callId);
    if (entry === undefined) {
      const last = startedOf(record);
      calls.set(record.callId, { last, startedAtMs: record.startedAtMs, attempts: 1, open: [], recorded: false });
      return;
    }
    const open = entry.open.filter(({ attemptNo }) => attemptNo !== record.attemptNo);
    openAttempts -= entry.open.length - open.length;
    entry.open = open;
    if (entry.recorded && open.length === 0) calls.delete(record.callId);
  };

  const close = (record: CallRecord) => {
    const entry = calls.get(record.callId);
    if (entry === undefined) return;
    if (entry.open.length === 0) calls.delete(record.callId);
    else entry.recorded = true;
  };

  return {
    apply(record) {
      switch (record.kind) {
        case 'started':
          return begin(record);
        case 'attempt':
          return end(record);
        case 'call':
          return close(record);
        // Said of a Call, and no part of it.
        case 'feedback':
          return undefined;
      }
    },
    carry(call) {
      calls.set(call.last.callId, { ...call });
      openAttempts += call.open.length;
    },
    has: (callId) => calls.has(callId),
    calls: () => calls.values(),
    get size() {
      return calls.size;
    },
    get attempts() {
      return openAttempts;
    },
  };
}
