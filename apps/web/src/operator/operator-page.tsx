'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { LoadFailure } from '../client/load-failure.tsx';
import { Card } from '../ui/card.tsx';
import { Page } from '../ui/page.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { AccessCard } from './access-card.tsx';
import { HealthCard, LedgerCard, SizesCard } from './instance-cards.tsx';
import { SignUpCard } from './sign-up-card.tsx';
import { TenantsCard } from './tenants-card.tsx';

const lookEveryMs = 10_000;

function Loading() {
  return (
    <div className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      {['Health', 'Size', 'Spool, queue and ledger', 'Sign-up'].map((title) => (
        <Card key={title} title={title}>
          <SkeletonLines lines={5} />
        </Card>
      ))}
    </div>
  );
}

/** The instance as its operator sees it. */
export function OperatorPage() {
  const api = useTRPC();
  const query = useQuery({ ...api.operator.instance.queryOptions({}), refetchInterval: lookEveryMs });
  const instance = query.data;
  return (
    <Page
      title="This instance"
      description={
        instance === undefined ? 'Weir' : `Weir ${instance.version}, its health, its sizes and who may come.`
      }
    >
      {query.isError && instance === undefined ? (
        <LoadFailure what="The instance" error={query.error} onRetry={() => void query.refetch()} />
      ) : instance === undefined ? (
        <Loading />
      ) : (
        <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
          <div className="grid grid-cols-1 gap-4">
            <HealthCard parts={instance.parts} />
            <SizesCard {...instance} />
            <LedgerCard ledger={instance.ledger} />
          </div>
          <div className="grid grid-cols-1 gap-4">
            <SignUpCard signUp={instance.signUp} />
            <AccessCard isMailConfigured={instance.isMailConfigured} />
          </div>
        </div>
      )}
      <TenantsCard />
    </Page>
  );
}
