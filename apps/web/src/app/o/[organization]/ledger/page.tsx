import type { Metadata } from 'next';
import { type PageProps, readAsked } from '../../../../analytics/read-asked.ts';
import { LedgerPage } from '../../../../ledger/ledger-page.tsx';
import { deadLettersOf, ledgerSpan, sourcesInput } from '../../../../ledger/queries.ts';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Ledger' };

export default async function Ledger(props: PageProps) {
  const { organization, nowMs, timeZone } = await readAsked(props);
  const span = ledgerSpan({ nowMs, timeZone });
  return (
    <Prefetch
      organization={organization}
      queries={(api, ask, askPages) => [
        ask(api.ledger.health.queryOptions({})),
        ask(api.usage.organization.queryOptions(sourcesInput(span))),
        // Refused to some roles, whose page does not ask.
        askPages(deadLettersOf(api)),
      ]}
    >
      <LedgerPage nowMs={nowMs} />
    </Prefetch>
  );
}
