import type { Actor } from '@weir/services/actor';
import { type PlaygroundAnswer, streamPlayground } from '@weir/services/playground/stream';
import { ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { ProblemError } from '../rest/problem.ts';
import { readBody } from '../rest/read-body.ts';
import { refusalStatuses } from '../server/refusal-status.ts';
import { isSameOrigin } from '../server/same-origin.ts';

/** Pictures travel inside the request. */
const bodyBytesMax = 16 * 1024 * 1024;

/** An error in the shape of OpenAI's, as those of the gateway come. */
function refusal(status: number, code: string, message: string): Response {
  const error = { message, type: code, param: null, code };
  return Response.json({ error }, { status, headers: { 'cache-control': 'no-store' } });
}

function refusalOf(error: unknown): Response | undefined {
  if (error instanceof ServiceError) return refusal(refusalStatuses[error.code], error.code, error.message);
  if (error instanceof ProblemError) return refusal(error.problem.status, 'invalid', error.problem.detail);
  return undefined;
}

/** `body` for the browser at its pace; `leave` is called when it goes away. An error breaks the stream off. */
function toBrowser(body: AsyncIterable<Buffer>, leave: () => void): ReadableStream<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel: leave,
    },
    { highWaterMark: 0 },
  );
}

function toResponse({ status, headers, body }: PlaygroundAnswer, leave: () => void): Response {
  // Proxies in front must not gather a stream before they pass it on.
  const own = { 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
  return new Response(toBrowser(body, leave), { status, headers: { ...headers, ...own } });
}

async function answer(request: Request, find: Find): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refusal(403, 'forbidden', 'Requests of other sites are refused.');
  const { services, actor } = await find();
  const { projectId, request: chat, ...unknown } = await readBody(request, bodyBytesMax);
  const leaving = new AbortController();
  const signal = AbortSignal.any([request.signal, leaving.signal]);
  const asked = { ...unknown, projectId, request: chat, signal };
  return toResponse(await streamPlayground(services, actor, asked), () => leaving.abort());
}

/** Finds out who asks; throws ServiceError for nobody. */
type Find = () => Promise<{ readonly services: Services; readonly actor: Actor }>;

/**
 * Answers one call of the playground: an event stream, or an error in OpenAI's shape. The call ends when its browser
 * goes away. Rejects for a fault of ours alone.
 */
export async function handlePlayground(request: Request, find: Find): Promise<Response> {
  try {
    return await answer(request, find);
  } catch (error) {
    const refused = refusalOf(error);
    if (refused === undefined) throw error;
    return refused;
  }
}
