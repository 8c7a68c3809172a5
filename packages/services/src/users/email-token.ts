import { createHash, randomBytes } from 'node:crypto';
import type { Scope } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import type { User } from '@weir/db/prisma/rows';
import { uuidv7 } from '@weir/runtime/uuid';
import { z } from 'zod';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';

type Kind = 'verify' | 'reset';

const hourMs = 3_600_000;
const lifetimesMs = { verify: 24 * hourMs, reset: hourMs } as const satisfies Record<Kind, number>;

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

/** What a sign-up asked for, to be made when its mail is answered. */
const pendingField = z.strictObject({
  organizationName: z.string().optional(),
  invitationToken: z.string().optional(),
});
export type Pending = z.output<typeof pendingField>;

/**
 * A link's token for a user: the only good one of its kind, and shown only here. What is pending travels in it, so that
 * nothing is kept of a sign-up that nobody answers; the hash of the whole vouches that it comes back as it went.
 */
export async function issueEmailToken(
  services: Services,
  scope: Scope,
  { userId, kind, pending }: { readonly userId: string; readonly kind: Kind; readonly pending?: Pending },
): Promise<string> {
  const nowMs = services.now();
  const secret = randomBytes(32).toString('base64url');
  const token =
    pending === undefined ? secret : `${secret}.${Buffer.from(JSON.stringify(pending)).toString('base64url')}`;
  const expiresAt = new Date(nowMs + lifetimesMs[kind]);
  await instance(scope).emailTokens.issue({ id: uuidv7(nowMs), userId, kind, hash: hashOf(token), expiresAt });
  return token;
}

/** What a token of ours carries, if anything; ask only of one that was found good. */
export function pendingOf(token: string): Pending | undefined {
  const [, encoded] = token.split('.');
  if (encoded === undefined) return undefined;
  return pendingField.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
}

function noLonger(): ServiceError {
  const message = 'This link is good no longer: it was used, is too old, or a newer one was sent. Ask for a new one.';
  return new ServiceError('invalid', message, { field: 'token' });
}

/** Whose link it is. Throws `invalid` for one that is good no longer. */
export async function holderOf(services: Services, kind: Kind, token: string): Promise<User> {
  const at = new Date(services.now());
  const user = await instance(services.database).emailTokens.holder(kind, hashOf(token), at);
  if (user === undefined) throw noLonger();
  return user;
}

/** Uses a link up inside a transaction. Throws `invalid` for one that is good no longer; of two uses at once one wins. */
export async function consumeEmailToken(
  services: Services,
  scope: Scope,
  { kind, token }: { readonly kind: Kind; readonly token: string },
): Promise<void> {
  const isUsedNow = await instance(scope).emailTokens.use(kind, hashOf(token), new Date(services.now()));
  if (!isUsedNow) throw noLonger();
}
