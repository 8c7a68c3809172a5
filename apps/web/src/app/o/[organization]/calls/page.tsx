import type { Metadata } from 'next';
import { AnalyticsProvider } from '../../../../analytics/provider.tsx';
import { type PageProps, readAsked } from '../../../../analytics/read-asked.ts';
import { CallsPage } from '../../../../calls/calls-page.tsx';
import { readListState } from '../../../../calls/list-state.ts';
import { callsInput, summaryInput } from '../../../../calls/queries.ts';
import { nextPage } from '../../../../client/next-page.ts';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Calls' };

export default async function Calls(props: PageProps) {
  const asked = await readAsked(props);
  const list = readListState(asked.fields);
  return (
    <Prefetch
      organization={asked.organization}
      queries={(api, ask, askPages) => [
        askPages(api.calls.organization.infiniteQueryOptions(callsInput(asked, list), nextPage)),
        ask(api.calls.summary.queryOptions(summaryInput(asked, list))),
        ask(api.usage.names.queryOptions({})),
      ]}
    >
      <AnalyticsProvider nowMs={asked.nowMs}>
        <CallsPage />
      </AnalyticsProvider>
    </Prefetch>
  );
}
