import clsx from 'clsx';
import { formatCount } from '../format/number.ts';
import { Card } from '../ui/card.tsx';

type Quota = { readonly used: number; readonly max: number | null };
type Quotas = {
  readonly projects: Quota;
  readonly members: Quota;
  readonly gatewayKeys: Quota;
  readonly providerKeys: Quota;
};

const lines = [
  { id: 'projects', label: 'Projects', note: 'Archived ones do not count' },
  { id: 'members', label: 'Members', note: 'Open invitations count' },
  { id: 'gatewayKeys', label: 'Gateway keys', note: 'Revoked ones do not count' },
  { id: 'providerKeys', label: 'Provider keys', note: 'Disabled ones count' },
] as const satisfies readonly { id: keyof Quotas; label: string; note: string }[];

function Bar({ used, max, label }: Quota & { readonly label: string }) {
  if (max === null) return <p className="text-xs text-quiet">No limit</p>;
  const isFull = used >= max;
  return (
    <>
      <progress
        aria-label={`${label} used`}
        className={clsx('h-1.5 w-full', isFull && 'text-warn')}
        max={Math.max(1, max)}
        value={max === 0 ? 1 : Math.min(used, max)}
      />
      <p className={clsx('text-xs tabular', isFull ? 'text-warn' : 'text-quiet')}>
        {isFull ? 'Full: the operator of this instance can raise it' : `${formatCount(max - used)} left`}
      </p>
    </>
  );
}

/** What the operator lets the organization have, and how much of it is used. */
export function QuotasCard({ quotas }: { readonly quotas: Quotas }) {
  return (
    <Card title="Quotas" description="Set by the operator of this instance.">
      <dl className="grid gap-x-8 gap-y-5 sm:grid-cols-2 xl:grid-cols-4">
        {lines.map(({ id, label, note }) => {
          const quota = quotas[id];
          return (
            <div key={id} className="grid content-start gap-1">
              <dt className="text-sm">{label}</dt>
              <dd className="grid gap-1">
                <span className="text-lg font-semibold tabular">
                  {formatCount(quota.used)}
                  {quota.max !== null && <span className="font-normal text-quiet"> of {formatCount(quota.max)}</span>}
                </span>
                <Bar {...quota} label={label} />
                <p className="text-xs text-faint">{note}</p>
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}
