import type { Actor } from '@weir/services/actor';
import { ServiceError } from '@weir/services/service-error';
import type { Services } from '@weir/services/services';
import { type ReadSession, readSession } from '@weir/services/sessions/read';
import { resolveActor } from '@weir/services/sessions/resolve-actor';
import { sessionSecret } from '@weir/services/sessions/secret';
import { openInstance } from './instance.ts';
import { sessionIdOf } from './session-cookie.ts';
import { signedOut } from './signed-out.ts';

/** Who is signed in with the request's cookie; undefined when nobody is, or no longer. */
export async function signedInOf(services: Services, headers: Headers): Promise<ReadSession | undefined> {
  const isSecure = services.publicUrl.startsWith('https:');
  const sessionId = await sessionIdOf(headers, { secret: sessionSecret(services), isSecure });
  return sessionId === undefined ? undefined : readSession(services, sessionId);
}

/** A request's services, its person and what that person is in the organization. */
export type ActorRequest = { readonly services: Services; readonly actor: Actor; readonly session: ReadSession };

/**
 * Who asks, as a member of the organization with the slug `organization`. For route handlers beside tRPC. Throws
 * `unauthenticated` when nobody is signed in, `not_found` for everybody who is no member.
 */
export async function requireActor(request: Request, organization: string): Promise<ActorRequest> {
  const services = await openInstance();
  const session = await signedInOf(services, request.headers);
  if (session === undefined) throw signedOut();
  const actor = await resolveActor(services, session.person, organization);
  if (actor === undefined) throw new ServiceError('not_found', 'There is no such organization.');
  return { services, actor, session };
}
