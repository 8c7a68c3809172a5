import type { Metadata } from 'next';
import { AnalyticsProvider } from '../../../../analytics/provider.tsx';
import { type PageProps, readAsked } from '../../../../analytics/read-asked.ts';
import { CostExplorer } from '../../../../cost/cost-explorer.tsx';
import { costInput, ghostInput, previousInput } from '../../../../cost/queries.ts';
import { Prefetch } from '../../../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Cost' };

export default async function CostPage(props: PageProps) {
  const asked = await readAsked(props);
  return (
    <Prefetch
      organization={asked.organization}
      queries={(api, ask) => [
        ask(api.usage.organization.queryOptions(costInput(asked))),
        ask(api.usage.organization.queryOptions(previousInput(asked))),
        ...(asked.state.compare ? [ask(api.usage.organization.queryOptions(ghostInput(asked)))] : []),
        ask(api.usage.names.queryOptions({})),
      ]}
    >
      <AnalyticsProvider nowMs={asked.nowMs}>
        <CostExplorer />
      </AnalyticsProvider>
    </Prefetch>
  );
}
