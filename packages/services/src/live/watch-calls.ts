import { type CallSummary, readCallsOf } from '@weir/db/sql/calls';
import { isUuid } from '@weir/db/sql/is-uuid';
import { readRecorded, recordedAt } from '@weir/db/sql/recorded-calls';
import type { z } from 'zod';
import type { Actor } from '../actor.ts';
import type { callView } from '../calls/view.ts';
import { authorize } from '../permissions.ts';
import type { Services } from '../services.ts';
import type { VerbContext } from '../verb.ts';
import { read } from '../write.ts';
import { usageFeeds } from './usage-feeds.ts';

/** A call as lists show it. */
export type WatchedCall = z.output<typeof callView>;

export type WatchOptions = {
  /** Of this project alone. */
  readonly projectId?: string | undefined;
  /** The last call that the reader has: those recorded after it come first, where that is not long ago. */
  readonly after?: string | undefined;
  /** Ends the watch. */
  readonly signal: AbortSignal;
  /** Asked every few seconds; the watch ends once the actor may no longer. Errors count as yes: a database may be away. */
  readonly isAllowed?: (() => Promise<boolean>) | undefined;
};

/** A watch under way. */
export type CallWatch = {
  /** From then on no call is missed. */
  readonly ready: Promise<void>;
  readonly calls: AsyncIterable<WatchedCall>;
};

const checkMs = 2_000;
/** A reader that is further behind than this is left: it asks for the list and watches anew. */
const waitingMax = 1_000;
/** What was missed longer ago is read from the list. */
const missedMsMax = 10 * 60_000;

/** Calls between the feed and a reader that takes them at its own pace. */
function createBuffer() {
  const waiting: CallSummary[] = [];
  let isEnded = false;
  let wake: () => void = () => undefined;
  return {
    push(call: CallSummary) {
      if (waiting.length >= waitingMax) isEnded = true;
      else waiting.push(call);
      wake();
    },
    end() {
      isEnded = true;
      wake();
    },
    async *read(): AsyncGenerator<WatchedCall> {
      for (;;) {
        const call = waiting.shift();
        if (call !== undefined) yield { ...call };
        else if (isEnded) return;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

/** Calls `end` once `isAllowed` says no. Gives what stops the asking. */
function guard(isAllowed: () => Promise<boolean>, end: () => void): () => void {
  let isAsking = false;
  const timer = setInterval(() => {
    if (isAsking) return;
    isAsking = true;
    isAllowed()
      .then((isStill) => {
        if (!isStill) end();
      })
      .catch(() => undefined)
      .finally(() => {
        isAsking = false;
      });
  }, checkMs);
  return () => clearInterval(timer);
}

/** Calls recorded after `after` and before now, in that order. */
async function missedSince({ services, actor }: VerbContext, after: string): Promise<WatchedCall[]> {
  const { organizationId } = actor;
  const atMs = isUuid(after) ? await recordedAt(services.sql, { organizationId, callId: after }) : undefined;
  if (atMs === undefined || atMs < services.now() - missedMsMax) return [];
  const rows = await readRecorded(services.sql, { organizationId, sinceMs: atMs, take: waitingMax });
  const ids = rows.filter((row) => row.atMs > atMs || row.callId > after).map(({ callId }) => callId);
  if (ids.length === 0) return [];
  const query = { organizationId, take: ids.length };
  const calls = await readCallsOf(services.sql, query, [...ids].sort().reverse());
  const byId = new Map(calls.map((call) => [call.callId, call]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** What the reader missed, then what comes, each once. */
async function* inTurn(
  context: VerbContext,
  { after, projectId }: WatchOptions,
  { ready, live }: { ready: Promise<void>; live: AsyncIterable<WatchedCall> },
): AsyncGenerator<WatchedCall> {
  const missed = new Set<string>();
  if (after !== undefined) {
    await ready;
    for (const call of await missedSince(context, after)) {
      missed.add(call.callId);
      if (projectId === undefined || call.projectId === projectId) yield { ...call };
    }
  }
  for await (const call of live) if (!missed.delete(call.callId)) yield call;
}

/**
 * Each call of the actor's organization as it is recorded, once, in that order, until the signal, the end of what the
 * actor may, or a reader that cannot keep up. Throws `forbidden` for a role that may not read calls.
 */
export function watchCalls(services: Services, actor: Actor, options: WatchOptions): CallWatch {
  authorize(actor, 'call.read');
  const { projectId, signal, isAllowed } = options;
  const buffer = createBuffer();
  const { ready, stop } = usageFeeds(services)
    .of(actor.organizationId)
    .add((call) => {
      if (projectId === undefined || call.projectId === projectId) buffer.push(call);
    });
  const end = () => {
    stop();
    unguard();
    buffer.end();
  };
  const unguard = isAllowed === undefined ? () => undefined : guard(isAllowed, end);
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  async function* calls() {
    try {
      yield* inTurn({ services, actor }, options, { ready, live: buffer.read() });
    } finally {
      end();
    }
  }
  return { ready, calls: calls() };
}

/** The id of the organization's project with this slug or id; undefined when there is none. */
export async function projectIdOf(services: Services, actor: Actor, name: string): Promise<string | undefined> {
  const projects = await read({ services, actor }).projects.list();
  return projects.find(({ id, slug }) => slug === name || id === name)?.id;
}
