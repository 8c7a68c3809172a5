'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { LoadFailure } from '../client/load-failure.tsx';
import { Card } from '../ui/card.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { OrganizationForm } from './organization-form.tsx';
import { QuotasCard } from './quotas-card.tsx';

/** The organization itself: its name, its time zone, its quotas. */
export function OrganizationSettings() {
  const api = useTRPC();
  const query = useQuery(api.organization.get.queryOptions({}));
  if (query.isError && query.data === undefined)
    return <LoadFailure what="The organization" error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) {
    return (
      <>
        <Card title="Name and time zone">
          <SkeletonLines lines={9} />
        </Card>
        <Card title="Quotas">
          <SkeletonLines lines={3} />
        </Card>
      </>
    );
  }
  const { name, timeZone, slug, quotas } = query.data;
  return (
    <>
      <OrganizationForm name={name} timeZone={timeZone} slug={slug} />
      <QuotasCard quotas={quotas} />
    </>
  );
}
