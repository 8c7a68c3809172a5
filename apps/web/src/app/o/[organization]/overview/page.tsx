import type { Metadata } from 'next';
import { AnalyticsProvider } from '../../../../analytics/provider.tsx';
import { type PageProps, readAsked } from '../../../../analytics/read-asked.ts';
import { Overview } from '../../../../overview/overview.tsx';
import { latestInput, overviewInput } from '../../../../overview/queries.ts';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Overview' };

export default async function OverviewPage(props: PageProps) {
  const asked = await readAsked(props);
  return (
    <Prefetch
      organization={asked.organization}
      queries={(api, ask) => [
        ask(api.overview.read.queryOptions(overviewInput(asked))),
        ask(api.calls.organization.queryOptions(latestInput(asked))),
        ask(api.usage.names.queryOptions({})),
      ]}
    >
      <AnalyticsProvider nowMs={asked.nowMs}>
        <Overview />
      </AnalyticsProvider>
    </Prefetch>
  );
}
