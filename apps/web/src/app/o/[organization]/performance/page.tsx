import type { Metadata } from 'next';
import { AnalyticsProvider } from '../../../../analytics/provider.tsx';
import { type PageProps, readAsked } from '../../../../analytics/read-asked.ts';
import { Performance } from '../../../../performance/performance.tsx';
import {
  latencyByModelInput,
  latencyInput,
  latencyTotalInput,
  outcomesByModelInput,
  outcomesInput,
  performanceDimensions,
} from '../../../../performance/queries.ts';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Performance' };

export default async function PerformancePage(props: PageProps) {
  const asked = await readAsked(props, 'fine');
  return (
    <Prefetch
      organization={asked.organization}
      queries={(api, ask) => [
        ask(api.usage.latency.queryOptions(latencyInput(asked))),
        ask(api.usage.latency.queryOptions(latencyTotalInput(asked))),
        ask(api.usage.organization.queryOptions(outcomesInput(asked))),
        ask(api.usage.latency.queryOptions(latencyByModelInput(asked))),
        ask(api.usage.organization.queryOptions(outcomesByModelInput(asked))),
        ask(api.usage.names.queryOptions({})),
      ]}
    >
      <AnalyticsProvider nowMs={asked.nowMs} grain="fine" working={['project', ...performanceDimensions]}>
        <Performance />
      </AnalyticsProvider>
    </Prefetch>
  );
}
