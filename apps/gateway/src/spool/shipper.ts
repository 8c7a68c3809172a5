import { setTimeout as sleep } from 'node:timers/promises';
import type { SpoolPosition, Watermark } from '@weir/protocol/ledger';
import { packRecords } from '@weir/queue/batch-records';
import type { UsageBatch } from '@weir/queue/usage-batch';
import type { Logger } from '@weir/runtime/logger';
import { comparePositions } from './read-run.ts';
import type { Spool } from './spool.ts';

export type ShipperOptions = {
  readonly spool: Spool;
  /** Puts a batch into the queue; rejects when the queue is away. */
  readonly add: (batch: UsageBatch) => Promise<void>;
  /** How far Postgres has these spools; rejects when Postgres is away. */
  readonly watermarks: (spoolIds: string[]) => Promise<Watermark[]>;
  readonly log: Logger;
  /** How long records gather before they are sent. Default 200. */
  readonly lingerMs?: number;
  /** How often the watermark is read while batches are under way. Default 500. */
  readonly pollMs?: number;
  /** Without progress for so long, what is under way is sent again; doubles up to a minute. Default 5,000. */
  readonly resendMs?: number;
};

export type ShipperStats = {
  /** Batches in the queue or on their way through the worker. */
  readonly inFlight: number;
  /** Batches sent again so far. */
  readonly resent: number;
  /** Milliseconds since Postgres was last seen to make progress, 0 when it has everything. */
  readonly lagMs: number;
  /** Why shipping stands still, when it does. */
  readonly failing: string | undefined;
};

export type Shipper = {
  stats(): ShipperStats;
  /** True once Postgres has every record that the spool had when it was asked; false when `timeoutMs` came first. */
  drained(timeoutMs: number): Promise<boolean>;
  /** Ends shipping after the step in hand. */
  stop(): Promise<void>;
};

type Range = { readonly from: SpoolPosition; readonly to: SpoolPosition; readonly attempts: number };

const runLimits = { bytes: 256 * 1024, records: 1_000 };
/** The queue is transport, not storage: what it does not get worked off waits in the spool. */
const inFlightMax = 64;
const resendMsMax = 60_000;
const zero: SpoolPosition = { segment: 0, offset: 0 };

type State = {
  /** Unknown until the watermark was read once: where the next batch starts, and ledger lines before it. */
  chain: { position: SpoolPosition; attempts: number } | undefined;
  /** Where reading goes on: past the chain by frames that are not shipped. */
  scan: SpoolPosition;
  /** As last read. */
  watermark: SpoolPosition;
  /** Sent, and not yet in Postgres; each starts where the one before ends. */
  inFlight: Range[];
  polledMs: number;
  progressMs: number;
  resendMs: number;
  resent: number;
  failing: string | undefined;
};

async function send(options: ShipperOptions, range: Range, lines: Buffer): Promise<void> {
  const { from, to, attempts } = range;
  await options.add({ format: 1, spoolId: options.spool.id, from, to, attempts, records: await packRecords(lines) });
}

async function readWatermark({ spool, watermarks, log }: ShipperOptions): Promise<State['chain'] & object> {
  const found = (await watermarks([spool.id])).find(({ spoolId }) => spoolId === spool.id);
  if (found === undefined) return { position: zero, attempts: 0 };
  if (comparePositions(found.position, spool.end()) > 0) {
    log.error(
      { watermark: found.position, end: spool.end() },
      'Postgres is ahead of this spool: was it restored from a copy?',
    );
  }
  return found;
}

/** Reads how far Postgres is, forgets what it has, and lets the spool delete segments. */
async function poll(options: ShipperOptions, state: State, nowMs: number): Promise<void> {
  const { spool } = options;
  const watermark = await readWatermark(options);
  state.polledMs = nowMs;
  state.watermark = watermark.position;
  const left = state.inFlight.filter(({ to }) => comparePositions(to, watermark.position) > 0);
  if (state.chain === undefined) Object.assign(state, { chain: watermark, scan: watermark.position });
  if (left.length < state.inFlight.length) {
    state.progressMs = nowMs;
    state.resendMs = options.resendMs ?? 5_000;
  }
  state.inFlight = left;
  spool.recorded(watermark);
  await spool.release(left.length === 0 ? state.scan : watermark.position);
}

/** Sends new batches while there are records and room for them in the queue. */
async function sendNew(options: ShipperOptions, state: State, nowMs: number): Promise<void> {
  const { spool } = options;
  while (state.chain !== undefined && state.inFlight.length < inFlightMax) {
    const run = await spool.read(state.scan, runLimits);
    if (run.records === 0) {
      state.scan = run.to;
      // Nothing under way and nothing to send: all before this point is in Postgres or never goes there.
      if (state.inFlight.length === 0) await spool.release(run.to);
      return;
    }
    const attempts = state.chain.attempts + run.attempts;
    const range = { from: state.chain.position, to: run.to, attempts };
    await send(options, range, run.lines);
    if (state.inFlight.length === 0) state.progressMs = nowMs;
    state.inFlight.push(range);
    state.chain = { position: run.to, attempts };
    state.scan = run.to;
    if (run.records < runLimits.records && run.lines.length < runLimits.bytes) return;
  }
}

/** Sends everything under way again, cut as it was, so that what still waits in the queue is not doubled. */
async function resend(options: ShipperOptions, state: State, nowMs: number): Promise<void> {
  const { spool, log } = options;
  log.warn({ spoolId: spool.id, batches: state.inFlight.length }, 'no progress in Postgres: sending batches again');
  state.progressMs = nowMs;
  state.resendMs = Math.min(state.resendMs * 2, resendMsMax);
  const oldest = state.inFlight[0];
  if (oldest !== undefined && comparePositions(state.watermark, oldest.from) < 0) {
    log.error(
      { spoolId: spool.id, watermark: state.watermark },
      'Postgres lost what it had: sending all that is left of it',
    );
    Object.assign(state, { chain: undefined, inFlight: [] });
    return;
  }
  for (const range of state.inFlight) {
    const limits = { bytes: Number.POSITIVE_INFINITY, records: Number.POSITIVE_INFINITY, until: range.to };
    const run = await spool.read(range.from, limits);
    await send(options, range, run.lines);
    state.resent += 1;
  }
}

async function step(options: ShipperOptions, state: State): Promise<void> {
  const nowMs = performance.now();
  if (state.chain === undefined) await poll(options, state, nowMs);
  await sendNew(options, state, nowMs);
  const pollMs = options.pollMs ?? 500;
  if (state.inFlight.length > 0 && nowMs - state.polledMs >= pollMs) await poll(options, state, nowMs);
  if (state.inFlight.length > 0 && nowMs - state.progressMs > state.resendMs) await resend(options, state, nowMs);
}

function isDone(state: State, target: SpoolPosition): boolean {
  return state.inFlight.length === 0 && comparePositions(state.scan, target) >= 0;
}

/**
 * Ships a spool to Postgres by way of the queue, in order, until stopped. Nothing is lost while the queue, the worker or
 * Postgres is away: records stay in the spool until Postgres says that it has them.
 */
export function startShipper(options: ShipperOptions): Shipper {
  const { spool, log, lingerMs = 200, resendMs = 5_000 } = options;
  const stop = new AbortController();
  const begin = performance.now();
  const state: State = {
    chain: undefined,
    scan: zero,
    watermark: zero,
    inFlight: [],
    ...{ polledMs: begin, progressMs: begin, resendMs, resent: 0, failing: undefined },
  };

  const note = (reason: string | undefined) => {
    if (reason !== undefined && state.failing === undefined) log.warn({ reason }, 'usage stays in the spool');
    if (reason === undefined && state.failing !== undefined) log.info('usage leaves the spool again');
    state.failing = reason;
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      await step(options, state).then(
        () => note(undefined),
        (error: unknown) => note(error instanceof Error ? error.message : String(error)),
      );
      const pauseMs = state.failing === undefined ? lingerMs : Math.max(lingerMs, 500);
      await sleep(pauseMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
  };
  const running = run();

  return {
    stats: () => ({
      inFlight: state.inFlight.length,
      resent: state.resent,
      lagMs: isDone(state, spool.end()) ? 0 : performance.now() - state.progressMs,
      failing: state.failing,
    }),
    async drained(timeoutMs) {
      const target = spool.end();
      const deadline = performance.now() + timeoutMs;
      while (!isDone(state, target) && performance.now() < deadline) await sleep(Math.min(lingerMs, 50));
      return isDone(state, target);
    },
    async stop() {
      stop.abort();
      await running;
    },
  };
}
