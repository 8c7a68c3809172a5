import { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { resolveActor } from '@weir/services/sessions/resolve-actor';
import { callerOf } from '../server/caller.ts';
import { BodyTooLarge, readLimited } from '../server/read-limited.ts';
import { isSameOrigin } from '../server/same-origin.ts';
import { signedInOf } from '../server/session.ts';
import { appRouter } from './app-router.ts';
import { batchSizeMax } from './batch-size.ts';
import { type Context, toTrpcError } from './trpc.ts';

/** The header in which the dashboard names the organization that it shows, by its slug. */
export const organizationHeader = 'x-weir-organization';

/** Who asks with these headers: the person by the session cookie, the actor by the organization that is named. */
export async function contextOf(services: Services, headers: Headers): Promise<Context> {
  const caller = callerOf(headers);
  const session = await signedInOf(services, headers);
  if (session === undefined) return { services, caller };
  const slug = headers.get(organizationHeader);
  const actor = slug === null ? undefined : await resolveActor(services, session.person, slug);
  return { services, caller, person: session.person, actor };
}

const bodyBytesMax = 1024 * 1024;

function refused(status: number, message: string): Response {
  return Response.json({ error: { message } }, { status });
}

async function withLimitedBody(request: Request): Promise<Request> {
  if (request.body === null) return request;
  const { method, headers, signal } = request;
  return new Request(request.url, { method, headers, signal, body: await readLimited(request, bodyBytesMax) });
}

/** When to come again, where a single refusal says so. */
function retryAfterOf(errors: readonly TRPCError[]): { headers?: Record<string, string> } {
  const seconds = errors.map(({ cause }) => (cause instanceof ServiceError ? cause.retryAfterSeconds : undefined));
  const longest = Math.max(...seconds.map((each) => each ?? 0), 0);
  return longest === 0 ? {} : { headers: { 'retry-after': String(longest) } };
}

async function answer(services: Services, request: Request): Promise<Response> {
  return fetchRequestHandler({
    endpoint: '/api/trpc',
    req: await withLimitedBody(request),
    router: appRouter,
    maxBatchSize: batchSizeMax,
    createContext: () =>
      contextOf(services, request.headers).catch((error: unknown) => Promise.reject(toTrpcError(error))),
    responseMeta: ({ errors }) => retryAfterOf(errors),
    onError({ error, path }) {
      const isFault = error instanceof TRPCError && error.code === 'INTERNAL_SERVER_ERROR';
      if (isFault) services.log.error({ err: error.cause ?? error, path }, 'dashboard request failed');
    },
  });
}

/** Answers one request of the dashboard. What another site makes a browser send is refused before anything runs. */
export async function handleTrpc(services: Services, request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refused(403, 'Requests of other sites are refused.');
  try {
    const response = await answer(services, request);
    response.headers.set('cache-control', 'no-store');
    return response;
  } catch (error) {
    if (error instanceof BodyTooLarge) return refused(413, error.message);
    throw error;
  }
}
