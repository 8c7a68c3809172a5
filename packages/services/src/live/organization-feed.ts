import { type CallSummary, readCallsOf } from '@weir/db/sql/calls';
import { databaseNow, readRecorded } from '@weir/db/sql/recorded-calls';
import type { Services } from '../services.ts';

/** Told of each call once, in the order in which they were recorded. */
export type FeedReader = (call: CallSummary) => void;

/** The recorded calls of one organization as they come. */
export type OrganizationFeed = {
  /** From when `ready` is done on, all that is recorded comes; `stop` ends it. */
  add(reader: FeedReader): { readonly ready: Promise<void>; stop(): void };
  /** There may be something new. */
  wake(): void;
};

/** A call bears the time at which its transaction began: so much later it may still come into sight. */
const commitMsMax = 65_000;
/** Without a hint the database is asked this often. */
const pollMs = 2_000;
/** And not more often than this, however many hints come. */
const restMs = 150;
const rowsMax = 5_000;
const callsMax = 500;

/** What a feed has seen since it has readers. `pending` waits to be told. */
type State = { readonly seen: Map<string, number>; pending: string[]; sinceMs: number | undefined };

const newState = (): State => ({ seen: new Map(), pending: [], sinceMs: undefined });

/** Looks for what was recorded since the last look. The first look takes in what there is, and nothing of it is told. */
async function look({ sql }: Services, organizationId: string, state: State): Promise<void> {
  const nowMs = await databaseNow(sql);
  const fresh: string[] = [];
  for (let fromMs = state.sinceMs ?? nowMs - commitMsMax; ; ) {
    const rows = await readRecorded(sql, { organizationId, sinceMs: fromMs, take: rowsMax });
    const unseen = rows.filter(({ callId }) => !state.seen.has(callId));
    for (const { callId, atMs } of unseen) state.seen.set(callId, atMs);
    fresh.push(...unseen.map(({ callId }) => callId));
    const lastMs = rows.at(-1)?.atMs ?? fromMs;
    if (rows.length < rowsMax || lastMs === fromMs) break;
    fromMs = lastMs;
  }
  if (state.sinceMs !== undefined) state.pending.push(...fresh);
  const sinceMs = nowMs - commitMsMax;
  for (const [callId, atMs] of state.seen) if (atMs < sinceMs) state.seen.delete(callId);
  state.sinceMs = sinceMs;
}

/** Tells what is pending, in its order. */
async function tell(
  { sql }: Services,
  { organizationId, state, readers }: { organizationId: string; state: State; readers: ReadonlySet<FeedReader> },
) {
  while (state.pending.length > 0) {
    const ids = state.pending.slice(0, callsMax);
    const calls = await readCallsOf(sql, { organizationId, take: ids.length }, [...ids].sort().reverse());
    state.pending = state.pending.slice(ids.length);
    const byId = new Map(calls.map((call) => [call.callId, call]));
    const inOrder = ids.flatMap((id) => byId.get(id) ?? []);
    for (const call of inOrder) for (const reader of [...readers]) reader(call);
  }
}

/** Who reads, and who waits for the look after which reading begins. */
type Joining = { readonly reader: FeedReader; readonly resolve: () => void };

/** A feed that looks while it has readers: at each hint, and every two seconds without one. */
export function createOrganizationFeed(services: Services, organizationId: string): OrganizationFeed {
  const readers = new Set<FeedReader>();
  let joining: Joining[] = [];
  let state = newState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLooking = false;
  let isHinted = false;
  const isIdle = () => readers.size === 0 && joining.length === 0;

  const schedule = (waitMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(run, waitMs);
  };

  const round = async () => {
    // Whoever came before this look reads what comes after it; what it finds is told to those before them.
    const came = joining;
    await look(services, organizationId, state);
    await tell(services, { organizationId, state, readers });
    const joined = joining.filter((each) => came.includes(each));
    joining = joining.filter((each) => !came.includes(each));
    for (const { reader, resolve } of joined) {
      readers.add(reader);
      resolve();
    }
  };

  function run() {
    timer = undefined;
    if (isLooking || isIdle()) return;
    isLooking = true;
    isHinted = false;
    round()
      .catch((error: unknown) => services.log.debug({ err: error }, 'recorded calls could not be looked for'))
      .finally(() => {
        isLooking = false;
        if (isIdle()) state = newState();
        else schedule(joining.length > 0 || isHinted ? restMs : pollMs);
      });
  }

  return {
    add(reader) {
      const { promise: ready, resolve } = Promise.withResolvers<void>();
      joining = [...joining, { reader, resolve }];
      if (!isLooking) run();
      return {
        ready,
        stop() {
          readers.delete(reader);
          joining = joining.filter((each) => each.reader !== reader);
          if (!isIdle()) return;
          clearTimeout(timer);
          if (!isLooking) state = newState();
        },
      };
    },
    wake() {
      if (!isHinted && !isLooking && !isIdle()) schedule(restMs);
      isHinted = true;
    },
  };
}
