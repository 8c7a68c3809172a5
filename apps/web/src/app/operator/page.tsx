import type { Metadata } from 'next';
import { OperatorPage } from '../../operator/operator-page.tsx';
import { tenantsOf } from '../../operator/queries.ts';
import { Prefetch } from '../../server/prefetch.tsx';

export const metadata: Metadata = { title: 'Operator' };

export default function Operator() {
  return (
    <Prefetch
      queries={(api, ask, askPages) => [
        ask(api.operator.instance.queryOptions({})),
        ask(api.auth.instance.queryOptions({})),
        askPages(tenantsOf(api, '')),
      ]}
    >
      <OperatorPage />
    </Prefetch>
  );
}
