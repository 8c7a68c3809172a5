'use client';
import { useAnalytics } from '../analytics/provider.tsx';
import { snippetsFor } from '../get-started/snippets.ts';
import { useHref } from '../shell/project.ts';
import { useMay, useViewer } from '../shell/viewer.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** No call ever: the one that changes it. */
export function NoCallsYet() {
  const { gatewayUrl } = useViewer();
  const to = useHref();
  const mayIssue = useMay('gateway_key.write');
  const block = snippetsFor({ gatewayUrl, key: undefined })[0]?.blocks[0];
  return (
    <Card>
      <EmptyState
        title="No calls yet"
        actions={
          mayIssue && (
            <ButtonLink look="primary" href={to('get-started')}>
              Get started
            </ButtonLink>
          )
        }
      >
        <p>
          Costs, calls and latencies appear here within seconds of the first call. With a gateway key in{' '}
          <code>WEIR_KEY</code> this is one; the sandbox answers it without any provider’s key.
        </p>
        {block !== undefined && <CodeBlock label={block.label} code={block.code} />}
      </EmptyState>
    </Card>
  );
}

/** Calls, but none that the page is narrowed to. */
export function NoCallsHere() {
  const { state, set } = useAnalytics();
  const isNarrowed = Object.keys(state.only).length + Object.keys(state.without).length > 0;
  return (
    <Card>
      <EmptyState
        title="No calls in this time"
        actions={
          <>
            <Button onClick={() => set({ range: '12mo' })}>Show 12 months</Button>
            {isNarrowed && <Button onClick={() => set({ only: {}, without: {} })}>Remove all filters</Button>}
          </>
        }
      >
        <p>There are calls at other times or with other filters.</p>
      </EmptyState>
    </Card>
  );
}
