import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { requireViewer } from '../server/viewer.ts';

export const dynamic = 'force-dynamic';

/** The way in: the organization that was open last, else the first, else where one is made. */
export default async function Home() {
  const { organizations } = await requireViewer('/');
  const last = (await cookies()).get('weir.organization')?.value;
  const organization = organizations.find(({ slug }) => slug === last) ?? organizations[0];
  redirect(organization === undefined ? '/account/organizations' : `/o/${organization.slug}/overview`);
}
