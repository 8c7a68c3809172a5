import { notFound } from 'next/navigation';
import { requireViewer } from '../server/viewer.ts';
import { type Asked, askedBy } from './asked.ts';

/** What Next.js gives to a page below /o/[organization]. */
export type PageProps = {
  readonly params: Promise<{ readonly organization: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

/** What a page asks for, as its components will ask: in the viewer's zone, at the moment `nowMs`. */
export async function readAsked(
  { params, searchParams }: PageProps,
  grain: 'fine' | 'plain' = 'plain',
): Promise<Asked & { readonly organization: string; readonly nowMs: number; readonly fields: URLSearchParams }> {
  const [{ organization: slug }, given] = await Promise.all([params, searchParams]);
  const viewer = await requireViewer(`/o/${slug}/overview`);
  const organization = viewer.organizations.find((each) => each.slug === slug);
  if (organization === undefined) notFound();
  const entries = Object.entries(given).flatMap(([name, value]) => [value ?? []].flat().map((each) => [name, each]));
  const nowMs = Date.now();
  const clock = { nowMs, timeZone: viewer.user.timeZone ?? viewer.browserTimeZone ?? 'UTC' };
  const fields = new URLSearchParams(entries);
  const asked = askedBy(fields, { clock, projects: organization.projects, grain });
  return { ...asked, organization: slug, nowMs, fields };
}
