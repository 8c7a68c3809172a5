import type { TenantView } from '@weir/services/operator/tenant-view';
import { formatCount } from '../format/number.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import type { Column } from '../ui/table/column.ts';
import { Time } from '../ui/time.tsx';

function NameCell({ tenant }: { readonly tenant: TenantView }) {
  return (
    <div className="min-w-0 py-1">
      <p className="flex items-center gap-2">
        <span className="max-w-64 truncate font-medium">{tenant.name}</span>
        {tenant.deletedAt !== null && <Badge tone="warn">Being deleted</Badge>}
      </p>
      <code className="block max-w-64 truncate text-xs font-normal text-quiet">{tenant.slug}</code>
    </div>
  );
}

/** How many there are, and of how many where that is bounded. */
function Of({ used, max }: { readonly used: number; readonly max: number | null }) {
  const isFull = max !== null && used >= max;
  return (
    <span
      className={isFull ? 'tabular font-medium text-warn' : 'tabular'}
      title={isFull ? 'The quota is full' : undefined}
    >
      {formatCount(used)}
      {max !== null && <span className="text-quiet"> of {formatCount(max)}</span>}
      {isFull && <span className="sr-only">, full</span>}
    </span>
  );
}

/** The columns of the table of organizations. */
export function tenantColumns(onQuotas: (tenant: TenantView) => void): readonly Column<TenantView>[] {
  return [
    { id: 'name', header: 'Organization', phone: 'title', cell: (tenant) => <NameCell tenant={tenant} /> },
    {
      id: 'members',
      header: 'Members',
      align: 'right',
      width: 'w-28',
      cell: ({ members, quotas }) => <Of used={members} max={quotas.membersMax} />,
    },
    {
      id: 'projects',
      header: 'Projects',
      align: 'right',
      width: 'w-28',
      cell: ({ projects, quotas }) => <Of used={projects} max={quotas.projectsMax} />,
    },
    {
      id: 'gatewayKeys',
      header: 'Gateway keys',
      align: 'right',
      width: 'w-32',
      cell: ({ gatewayKeys, quotas }) => <Of used={gatewayKeys} max={quotas.gatewayKeysMax} />,
    },
    {
      id: 'providerKeys',
      header: 'Provider keys',
      align: 'right',
      width: 'w-32',
      cell: ({ providerKeys, quotas }) => <Of used={providerKeys} max={quotas.providerKeysMax} />,
    },
    {
      id: 'calls',
      header: 'Calls, 30 days',
      align: 'right',
      width: 'w-32',
      cell: ({ callsLast30Days }) => <span className="tabular">{formatCount(callsLast30Days)}</span>,
    },
    { id: 'created', header: 'Created', width: 'w-28', cell: ({ createdAt }) => <Time at={createdAt} /> },
    {
      id: 'actions',
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      width: 'w-24',
      cell: (tenant) =>
        tenant.deletedAt === null && (
          <Button size="sm" aria-label={`Quotas of ${tenant.name}`} onClick={() => onQuotas(tenant)}>
            Quotas
          </Button>
        ),
    },
  ];
}
