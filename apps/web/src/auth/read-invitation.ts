import { readInvitation } from '@weir/services/invitations/read';
import { ServiceError } from '@weir/services/service-error';
import { headers } from 'next/headers';
import { cache } from 'react';
import { callerOf } from '../server/caller.ts';
import { openInstance } from '../server/instance.ts';

export type OpenInvitation = Awaited<ReturnType<typeof readInvitation>>;

/** An invitation, or why there is none to be read, in words. */
export type FoundInvitation = { readonly invitation: OpenInvitation } | { readonly refusal: string };

/** The invitation of a token that came with a link. */
export const findInvitation = cache(async (token: string): Promise<FoundInvitation> => {
  try {
    return { invitation: await readInvitation(await openInstance(), callerOf(await headers()), { token }) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const isUnknown = error.code === 'not_found' || error.code === 'invalid';
    return { refusal: isUnknown ? 'This is not the link of an invitation, or not the whole of it.' : error.message };
  }
});

/** The invitation while it can be accepted. */
export async function readOpenInvitation(token: string): Promise<OpenInvitation | undefined> {
  const found = await findInvitation(token);
  return 'invitation' in found && found.invitation.state === 'open' ? found.invitation : undefined;
}
