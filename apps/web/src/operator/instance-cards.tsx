'use client';
import type { inferRouterOutputs } from '@trpc/server';
import { formatBytes } from '../format/bytes.ts';
import { formatCount, formatMs } from '../format/number.ts';
import { Parts } from '../status/parts.tsx';
import type { AppRouter } from '../trpc/app-router.ts';
import { Card } from '../ui/card.tsx';
import { Notice } from '../ui/notice.tsx';
import { Time } from '../ui/time.tsx';
import { Figures } from './figures.tsx';
import { Known } from './known.tsx';

export type InstanceOutput = inferRouterOutputs<AppRouter>['operator']['instance'];

/** Each part and whether it works. */
export function HealthCard({ parts }: Pick<InstanceOutput, 'parts'>) {
  return (
    <Card flush title="Health" description="Looked at every 10 seconds while this page is open.">
      <Parts parts={parts} />
    </Card>
  );
}

/** How much the instance holds. */
export function SizesCard({ organizations, users, calls, databaseBytes }: InstanceOutput) {
  return (
    <Card title="Size">
      <Figures
        figures={[
          { label: 'Organizations', value: formatCount(organizations) },
          { label: 'Users', value: formatCount(users) },
          { label: 'Calls recorded', value: formatCount(calls) },
          { label: 'Database', value: formatBytes(databaseBytes) },
        ]}
      />
    </Card>
  );
}

/** Whether what was served is what was recorded: spool, queue and ledger. */
export function LedgerCard({ ledger }: Pick<InstanceOutput, 'ledger'>) {
  const reason = ledger.reason ?? 'Nothing was recorded yet.';
  const known = (value: number | null, format: (value: number) => string) => (
    <Known value={value === null ? undefined : format(value)} reason={reason} />
  );
  return (
    <Card title="Spool, queue and ledger" description="Attempts of all organizations since the gateway’s spool began.">
      <div className="grid grid-cols-1 gap-4">
        {ledger.reason !== null && <Notice kind="warn">{ledger.reason}</Notice>}
        {ledger.deadLetters > 0 && (
          <Notice kind="bad" title={`${formatCount(ledger.deadLetters)} dead letters`}>
            Records that could not be written are kept with the reason. Each organization sees its own on its Ledger
            page.
          </Notice>
        )}
        <Figures
          figures={[
            { label: 'Served', value: known(ledger.served, formatCount) },
            { label: 'Recorded', value: known(ledger.recorded, formatCount) },
            {
              label: 'Waiting to be recorded',
              value: known(ledger.pending, formatCount),
              note: ledger.pendingBytes === null ? undefined : `${formatBytes(ledger.pendingBytes)} in the spool`,
            },
            { label: 'Lag', value: known(ledger.lagMs, formatMs) },
            { label: 'Under way', value: known(ledger.openAttempts, formatCount) },
            { label: 'Dead letters', value: formatCount(ledger.deadLetters) },
            { label: 'Last recorded', value: <Time at={ledger.lastRecordedAt} /> },
          ]}
        />
      </div>
    </Card>
  );
}
