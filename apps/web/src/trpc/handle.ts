import { TRPCError } from '@trpc/server';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { Services } from '@weir/services/services';
import { resolveActor } from '@weir/services/sessions/resolve-actor';
import { callerOf } from '../server/caller.ts';
import { isSameOrigin } from '../server/same-origin.ts';
import { signedInOf } from '../server/session.ts';
import { appRouter } from './app-router.ts';
import type { Context } from './trpc.ts';

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

/** Answers one request of the dashboard. What another site makes a browser send is refused before anything runs. */
export async function handleTrpc(services: Services, request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) {
    return Response.json({ error: { message: 'Requests of other sites are refused.' } }, { status: 403 });
  }
  const response = await fetchRequestHandler({
    endpoint: '/api/trpc',
    req: request,
    router: appRouter,
    createContext: () => contextOf(services, request.headers),
    onError({ error, path }) {
      const isFault = error instanceof TRPCError && error.code === 'INTERNAL_SERVER_ERROR';
      if (isFault) services.log.error({ err: error.cause ?? error, path }, 'dashboard request failed');
    },
  });
  response.headers.set('cache-control', 'no-store');
  return response;
}
