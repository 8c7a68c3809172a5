import type { Metadata } from 'next';
import { AuditPage } from '../../../../audit/audit-page.tsx';
import { auditLinesOf } from '../../../../audit/queries.ts';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Audit' };

type Props = {
  readonly params: Promise<{ organization: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>>;
};

function one(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export default async function Audit({ params, searchParams }: Props) {
  const { organization } = await params;
  const { kind, id } = await searchParams;
  return (
    <Prefetch
      organization={organization}
      queries={(api, _ask, askPages) => [askPages(auditLinesOf(api, { kind: one(kind), id: one(id) }))]}
    >
      <AuditPage />
    </Prefetch>
  );
}
