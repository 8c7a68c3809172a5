import { may } from '@weir/services/permissions';
import { redirect } from 'next/navigation';
import { type Query, textOf } from '../../../auth/query-text.ts';
import { requireViewer } from '../../../server/viewer.ts';

/** Where a new account begins: with the first call of its organization, for those who may make a key. */
export default async function StartPage({ searchParams }: { readonly searchParams: Promise<Query> }) {
  const isNew = textOf((await searchParams)['new']) === '1';
  const [organization] = (await requireViewer('/account/start')).organizations;
  if (organization === undefined) redirect('/account/organizations');
  const base = `/o/${organization.slug}`;
  if (!may(organization.role, 'gateway_key.write')) redirect(`${base}/overview`);
  redirect(`${base}/get-started${isNew ? '?new=1' : ''}`);
}
