import { uuidv7 } from '@weir/runtime/uuid';
import { permissions } from '@weir/services/permissions';
import { type Role, roles } from '@weir/services/roles';
import type { Services } from '@weir/services/services';
import { sessionSecret } from '@weir/services/sessions/secret';
import type { Access } from '@weir/services/verb';
import { encode } from 'next-auth/jwt';
import { sessionCookieName } from '../server/session-cookie.ts';

/** Everybody there is: members of the home organization by role, somebody of another one, the operator, and nobody. */
export const people = [...roles, 'stranger', 'operator', 'nobody'] as const;
export type Who = (typeof people)[number];

/** Whose organization is asked about: that of the members, or the victim's. */
export const sides = ['own', 'foreign'] as const;
export type Side = (typeof sides)[number];

function isRole(who: Who): who is Role {
  return roles.some((role) => role === who);
}

export type Outcome = 'granted' | 'unauthenticated' | 'forbidden' | 'not found';

/** What the permission table, and nothing else, says of `who` and a procedure with this `access`. */
export function outcomeOf(access: Access, who: Who, side: Side): Outcome {
  if (access === 'anybody') return 'granted';
  if (who === 'nobody') return 'unauthenticated';
  if (access === 'person') return 'granted';
  if (access === 'operator') return who === 'operator' ? 'granted' : 'forbidden';
  if (side === 'foreign' || !isRole(who)) return 'not found';
  const allowed: readonly Role[] = permissions[access];
  return allowed.includes(who) ? 'granted' : 'forbidden';
}

/** The HTTP status that shows `outcome`, or that it was granted. */
export function outcomeIn(status: number): Outcome | 'failed' {
  if (status >= 500) return 'failed';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  return 'granted';
}

let addresses = 0;

/** An address that nobody has come from before: what is throttled by address is another thing. */
function newAddress(): string {
  addresses += 1;
  return `198.${18 + (addresses >> 16)}.${(addresses >> 8) & 255}.${addresses & 255}`;
}

type Places = { readonly homeId: string; readonly strangersId: string };

/** Somebody who has just come, is what `who` says and has a session of their own: no call before it did anything to them. */
export async function newcomer(services: Services, who: Who, { homeId, strangersId }: Places): Promise<Headers> {
  const headers = new Headers({ 'sec-fetch-site': 'same-origin', 'x-weir-address': newAddress() });
  if (who === 'nobody') return headers;
  const [userId, sessionId] = [uuidv7(), uuidv7()];
  const membership = who === 'operator' ? undefined : { organizationId: who === 'stranger' ? strangersId : homeId };
  await services.sql`
    with someone as (
      insert into users (id, email, name, email_verified_at, is_operator)
      values (${userId}, ${`${userId}@example.org`}, 'Newcomer', now(), ${who === 'operator'}) returning id
    ), session as (
      insert into sessions (id, user_id, seen_at, expires_at, address, user_agent)
      select ${sessionId}, id, now(), now() + interval '1 day', '', '' from someone
    )
    insert into members (id, organization_id, user_id, role)
    select ${uuidv7()}, organization_id, someone.id, ${isRole(who) ? who : 'owner'}::role
    from someone, unnest(${membership === undefined ? [] : [membership.organizationId]}::uuid[]) as organization_id`;
  const secret = sessionSecret(services);
  const cookie = await encode({ token: { sid: sessionId }, secret, maxAge: 3600 });
  headers.set('cookie', `${sessionCookieName(false)}=${cookie}`);
  return headers;
}
