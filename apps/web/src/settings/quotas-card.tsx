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
  { id: 'projects', label: 'Projects', note: 'archived ones do not count' },
  { id: 'members', label: 'Members', note: 'open invitations count' },
  { id: 'gatewayKeys', label: 'Gateway keys', note: 'revoked ones do not count' },
  { id: 'providerKeys', label: 'Provider keys', note: undefined },
] as const satisfies readonly { id: keyof Quotas; label: string; note: string | undefined }[];

function Bar({ used, max, label }: Quota & { readonly label: string }) {
  if (max === null) return <p className="text-xs text-quiet">No limit</p>;
  const isFull = used >= max;
  return (
    <div className="grid gap-1">
      <progress
        aria-label={`${label} used`}
        className={clsx('h-1.5 w-full', isFull ? 'accent-bad' : 'accent-accent')}
        max={Math.max(1, max)}
        value={max === 0 ? 1 : Math.min(used, max)}
      />
      <p className="text-xs text-quiet tabular">
        {isFull ? 'Full: ask the operator of this instance for more' : `${formatCount(max - used)} left`}
      </p>
    </div>
  );
}

/** What the operator lets the organization have, and how much of it is used. */
export function QuotasCard({ quotas }: { readonly quotas: Quotas }) {
  return (
    <Card title="Quotas" description="Set by the operator of this instance.">
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 xl:grid-cols-4">
        {lines.map(({ id, label, note }) => {
          const quota = quotas[id];
          return (
            <div key={id} className="grid content-start gap-1">
              <dt className="text-sm text-quiet">
                {label}
                {note !== undefined && <span className="block text-xs text-faint">{note}</span>}
              </dt>
              <dd className="grid gap-1">
                <span className="text-lg font-semibold tabular">
                  {formatCount(quota.used)}
                  {quota.max !== null && <span className="font-normal text-quiet"> of {formatCount(quota.max)}</span>}
                </span>
                <Bar {...quota} label={label} />
              </dd>
            </div>
          );
        })}
      </dl>
    </Card>
  );
}
