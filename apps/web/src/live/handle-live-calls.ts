import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '@weir/services/actor';
import { projectIdOf, type WatchedCall, watchCalls } from '@weir/services/live/watch-calls';
import { notFound, ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { answerOrRefusal, refused } from '../server/refused.ts';
import { isOtherSite } from '../server/same-origin.ts';
import { watchSession } from '../server/session-watch.ts';

/** Who asks: throws ServiceError for nobody, at any later time as well. */
export type FindActor = () => Promise<{
  readonly services: Services;
  readonly actor: Actor;
  readonly session?: { readonly person: { readonly sessionId: string } };
}>;

const beatMs = 15_000;
const readyMs = 5_000;
/** Of one person: more than anybody has tabs open, fewer than would burden the others. */
const streamsMax = 8;
const streams = new Map<string, number>();

function count(userId: string, by: number): void {
  const now = (streams.get(userId) ?? 0) + by;
  if (now > 0) streams.set(userId, now);
  else streams.delete(userId);
}

function eventOf(call: WatchedCall): string {
  return `event: call\nid: ${call.callId}\ndata: ${JSON.stringify(call)}\n\n`;
}

/** False once the services refuse; a database that is away refuses nobody. */
function stillAllowed(find: FindActor, { organizationId }: Actor): () => Promise<boolean> {
  return async () => {
    try {
      return (await find()).actor.organizationId === organizationId;
    } catch (error) {
      if (error instanceof ServiceError && error.code !== 'unavailable') return false;
      throw error;
    }
  };
}

/** Events as fast as the client takes them, with a beat that shows a dead connection; `stop` when it is over. */
function streamOf(calls: AsyncIterator<WatchedCall>, stop: () => void): ReadableStream<string> {
  let beat: ReturnType<typeof setInterval> | undefined;
  const end = () => {
    clearInterval(beat);
    stop();
  };
  return new ReadableStream<string>({
    start(controller) {
      controller.enqueue(': here\n\n');
      beat = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(': beat\n\n');
      }, beatMs);
    },
    async pull(controller) {
      const next = await calls.next().catch((error: unknown) => {
        end();
        throw error;
      });
      if (next.done !== true) return controller.enqueue(eventOf(next.value));
      end();
      controller.close();
    },
    cancel: end,
  });
}

async function projectOf({ services, actor }: { services: Services; actor: Actor }, name: string | null) {
  if (name === null) return undefined;
  const id = await projectIdOf(services, actor, name);
  if (id === undefined) throw notFound('project');
  return id;
}

async function answer(request: Request, find: FindActor): Promise<Response> {
  const { services, actor, session } = await find();
  const fields = new URL(request.url).searchParams;
  const projectId = await projectOf({ services, actor }, fields.get('project'));
  if ((streams.get(actor.id) ?? 0) >= streamsMax)
    return refused(429, 'Too many pages of yours listen already; close one.');
  const over = new AbortController();
  const signal = AbortSignal.any([over.signal, request.signal]);
  const isAllowed = stillAllowed(find, actor);
  const after = request.headers.get('last-event-id') ?? undefined;
  const watch = watchCalls(services, actor, { projectId, after, signal, isAllowed });
  const unwatch = session && watchSession(services, session.person.sessionId, () => over.abort());
  count(actor.id, 1);
  const leave = () => stop();
  let stop = () => {
    stop = () => undefined;
    // A request that nothing holds is collected, and its signal with it: then nobody would hear that the page has left.
    request.signal.removeEventListener('abort', leave);
    count(actor.id, -1);
    unwatch?.();
    over.abort();
  };
  request.signal.addEventListener('abort', leave, { once: true });
  const isReady = await Promise.race([watch.ready.then(() => true), sleep(readyMs, false, { ref: false })]);
  if (!isReady) {
    stop();
    return refused(503, 'The database does not answer; try again in a moment.');
  }
  const body = streamOf(watch.calls[Symbol.asyncIterator](), () => stop());
  return new Response(body.pipeThrough(new TextEncoderStream()), {
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}

/**
 * Server-sent events: each recorded call of the organization (or of its `project`), as `call` with the call as lists show
 * it. After a break the browser's Last-Event-ID brings what was missed. Ends with the session or the membership.
 */
export function handleLiveCalls(request: Request, find: FindActor): Promise<Response> {
  if (isOtherSite(request.headers)) return Promise.resolve(refused(403, 'Requests of other sites are refused.'));
  return answerOrRefusal(() => answer(request, find));
}
