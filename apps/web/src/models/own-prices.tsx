'use client';
import { Plus } from 'lucide-react';
import { LoadFailure } from '../client/load-failure.tsx';
import { useOrigin } from '../client/use-origin.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { OwnPriceList } from './own-price-list.tsx';
import { usePriceTask } from './price-task.tsx';
import { useOwnPrices } from './use-models.ts';

function NoPrices() {
  const mayWrite = useMay('price.write');
  const { start } = usePriceTask();
  const origin = useOrigin();
  const code = [
    `curl -X POST ${origin}/api/v1/prices \\`,
    '  -H "Authorization: Bearer $WEIR_TOKEN" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"provider": "openai", "model": "gpt-5-mini",`,
    `       "usdPerMillion": {"input": "0.2", "output": "1.6"}}'`,
  ].join('\n');
  return (
    <EmptyState
      title="No price of your own"
      actions={
        mayWrite && (
          <Button look="primary" onClick={() => start({ kind: 'new' })}>
            <Plus className="size-4" aria-hidden="true" />
            Set a price
          </Button>
        )
      }
    >
      <p>
        Every call is priced by the list prices of its day. Set a price of your own where you pay another: a contract, a
        discount, a model on your own machines. It holds for calls from its date on; past costs never change.
      </p>
      {mayWrite ? (
        <CodeBlock label="Over the management API" code={code} />
      ) : (
        <p>An owner, an admin or a member of billing can set one.</p>
      )}
    </EmptyState>
  );
}

/** The organization's own price lines. */
export function OwnPrices() {
  const { data, isError, error, refetch } = useOwnPrices();
  if (isError) return <LoadFailure what="The price lines" error={error} onRetry={() => void refetch()} />;
  return (
    <Card flush>
      {data?.data.length === 0 ? <NoPrices /> : <OwnPriceList prices={data?.data} />}
      {data?.nextCursor != null && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-quiet">
          The newest 200 lines. Older ones are listed by the management API.
        </p>
      )}
    </Card>
  );
}
