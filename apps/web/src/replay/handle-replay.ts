import type { Actor } from '@weir/services/actor';
import { streamReplay } from '@weir/services/routes/replay';
import type { ReplayEvent } from '@weir/services/routes/replay-view';
import { ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { ProblemError } from '../rest/problem.ts';
import { readBody } from '../rest/read-body.ts';
import { answerOrRefusal, refused } from '../server/refused.ts';
import { isSameOrigin } from '../server/same-origin.ts';

/** Finds out who asks; throws ServiceError for nobody. */
type Find = () => Promise<{ readonly services: Services; readonly actor: Actor }>;

type Line = ReplayEvent | { readonly kind: 'failed'; readonly message: string };

function failureOf(error: unknown): Line {
  if (error instanceof ServiceError) return { kind: 'failed', message: error.message };
  throw error;
}

/** The next line, and whether another may follow. A refusal in the midst is the last one. */
async function nextOf(events: AsyncIterator<ReplayEvent>): Promise<{ line?: Line; isLast: boolean }> {
  try {
    const { done, value } = await events.next();
    return done === true ? { isLast: true } : { line: value, isLast: false };
  } catch (error) {
    return { line: failureOf(error), isLast: true };
  }
}

/** Events as lines of JSON; `leave` once nobody reads them. */
function linesOf(
  first: ReplayEvent,
  events: AsyncIterator<ReplayEvent>,
  leave: () => void,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const bytes = (line: Line) => encoder.encode(`${JSON.stringify(line)}\n`);
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(bytes(first)),
      async pull(controller) {
        const { line, isLast } = await nextOf(events);
        if (line !== undefined) controller.enqueue(bytes(line));
        if (isLast) controller.close();
      },
      cancel: leave,
    },
    { highWaterMark: 1 },
  );
}

async function answer(request: Request, find: Find): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(403, 'Requests of other sites are refused.');
  const { services, actor } = await find();
  const asked = await readBody(request);
  const leaving = new AbortController();
  const events = streamReplay(services, actor, { ...asked, signal: leaving.signal });
  const leave = () => {
    leaving.abort();
    // Between two lines it waits to be asked, which nobody does any more.
    events.return(undefined).catch(() => undefined);
  };
  // The listener holds the request: one that nothing holds is collected, and then nobody hears that the page has left.
  request.signal.addEventListener('abort', leave, { once: true });
  const first = await events.next();
  if (first.done === true) return refused(503, 'The replay ended before it began.');
  return new Response(linesOf(first.value, events, leave), {
    // Proxies in front must not gather a stream before they pass it on.
    headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
}

/**
 * Answers a replay: lines of JSON, its progress about four times a second and its report at the end, or why it failed.
 * It ends when its page goes away.
 */
export function handleReplay(request: Request, find: Find): Promise<Response> {
  return answerOrRefusal(async () => {
    try {
      return await answer(request, find);
    } catch (error) {
      if (error instanceof ProblemError) return refused(error.problem.status, error.problem.detail);
      throw error;
    }
  });
}
