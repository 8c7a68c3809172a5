'use client';
import type { Role } from '@weir/services/actor';
import { type Action, may } from '@weir/services/permissions';
import { createContext, type ReactNode, use, useSyncExternalStore } from 'react';

export type ViewerProject = { readonly id: string; readonly slug: string; readonly name: string };

export type ViewerOrganization = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
  readonly memberId: string;
  readonly timeZone: string;
  readonly projects: readonly ViewerProject[];
};

/** Who looks at the page. */
export type Viewer = {
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly emailVerified: boolean;
    readonly isOperator: boolean;
    readonly timeZone: string | null;
  };
  readonly organizations: readonly ViewerOrganization[];
  /** What this browser said of itself on an earlier visit; null on the first. */
  readonly browserTimeZone: string | null;
  readonly gatewayUrl: string;
  readonly isMailConfigured: boolean;
};

const ViewerContext = createContext<Viewer | undefined>(undefined);
const OrganizationContext = createContext<ViewerOrganization | undefined>(undefined);

/** Makes `viewer` known to everything inside. */
export function ViewerProvider({ viewer, children }: { readonly viewer: Viewer; readonly children: ReactNode }) {
  return <ViewerContext value={viewer}>{children}</ViewerContext>;
}

/** Makes the organization of the page known to everything inside. */
export function OrganizationProvider({
  organization,
  children,
}: {
  readonly organization: ViewerOrganization;
  readonly children: ReactNode;
}) {
  return <OrganizationContext value={organization}>{children}</OrganizationContext>;
}

/** Who looks at the page. Throws outside of a signed-in page. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (viewer === undefined) throw new Error('This page has no viewer.');
  return viewer;
}

/** The organization of the page. Throws outside of one. */
export function useOrganization(): ViewerOrganization {
  const organization = use(OrganizationContext);
  if (organization === undefined) throw new Error('This page is of no organization.');
  return organization;
}

/** Whether the viewer's role lets them do `action` here. What it hides, the services refuse as well. */
export function useMay(action: Action): boolean {
  return may(useOrganization().role, action);
}

const never = () => () => undefined;
const browserTimeZone = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone of the viewer's browser (as it was noted at the last visit until it is known, else UTC). */
export function useBrowserTimeZone(): string {
  const noted = use(ViewerContext)?.browserTimeZone ?? 'UTC';
  return useSyncExternalStore(never, browserTimeZone, () => noted);
}

/** The zone in which the viewer reads times: their own choice, else the browser's. */
export function useTimeZone(): string {
  const ofBrowser = useBrowserTimeZone();
  return use(ViewerContext)?.user.timeZone ?? ofBrowser;
}
