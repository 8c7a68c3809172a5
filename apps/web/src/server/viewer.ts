import { readInstanceInfo } from '@weir/services/instance/read-info';
import type { ReadSession } from '@weir/services/sessions/read';
import { readProfile } from '@weir/services/users/read-profile';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { isTimeZone } from '../analytics/zone.ts';
import type { Viewer } from '../shell/viewer.tsx';
import { callerOf } from './caller.ts';
import { openInstance } from './instance.ts';
import { signedInOf } from './session.ts';

/** Who is signed in, for pages; undefined when nobody is. Asked once a request. */
export const readSignedIn = cache(async (): Promise<ReadSession | undefined> => {
  return signedInOf(await openInstance(), await headers());
});

async function readBrowserTimeZone(): Promise<string | null> {
  const noted = (await cookies()).get('weir.zone')?.value;
  return noted !== undefined && isTimeZone(noted) ? noted : null;
}

/** Who looks at a page, with the organizations they are in; undefined when nobody is signed in. Asked once a request. */
const readViewer = cache(async (): Promise<Viewer | undefined> => {
  const session = await readSignedIn();
  if (session === undefined) return undefined;
  const services = await openInstance();
  const [{ memberships }, info] = await Promise.all([
    readProfile(services, session.person, {}),
    readInstanceInfo(services, callerOf(await headers()), {}),
  ]);
  return {
    user: session.user,
    organizations: memberships.map(({ organizationId, ...rest }) => ({ id: organizationId, ...rest })),
    browserTimeZone: await readBrowserTimeZone(),
    gatewayUrl: info.gatewayUrl,
    isMailConfigured: info.isMailConfigured,
  };
});

/** Who looks at a page. Sends people who are not signed in to `/sign-in`. */
export async function requireViewer(path: string): Promise<Viewer> {
  return (await readViewer()) ?? redirect(`/sign-in?${new URLSearchParams({ next: path })}`);
}
