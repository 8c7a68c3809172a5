'use client';
import { Plus } from 'lucide-react';
import { LoadFailure } from '../client/load-failure.tsx';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { formatCount } from '../format/number.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Page } from '../ui/page.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { ModelDialogs } from './model-dialogs.tsx';
import { ModelsCatalogue } from './models-catalogue.tsx';
import { OwnPrices } from './own-prices.tsx';
import { PriceTasks, usePriceTask } from './price-task.tsx';
import { useModels, useOwnPrices } from './use-models.ts';

function Content() {
  const models = useModels();
  const own = useOwnPrices();
  const { start } = usePriceTask();
  const mayPrice = useMay('price.write');
  const [tab = 'catalogue'] = useUrlField('tab');
  const count = own.data?.data.length;
  return (
    <Page
      title="Models and prices"
      description="What can be called, and what a million tokens cost now. Prices have a date: a past cost stays as it was."
      actions={
        mayPrice && (
          <Button look="primary" size="sm" onClick={() => start({ kind: 'new' })}>
            <Plus className="size-3.5" aria-hidden="true" />
            New price
          </Button>
        )
      }
    >
      <Tabs
        label="Models and prices"
        value={tab === 'own' ? 'own' : 'catalogue'}
        onChange={(next) => setUrlFields({ tab: next === 'own' ? next : undefined })}
        tabs={[
          {
            value: 'catalogue',
            label: 'Catalogue',
            content: models.isError ? (
              <LoadFailure what="The models" error={models.error} onRetry={() => void models.refetch()} />
            ) : (
              <ModelsCatalogue models={models.data?.data} />
            ),
          },
          {
            value: 'own',
            label: count === undefined || count === 0 ? 'Own prices' : `Own prices ${formatCount(count)}`,
            content: <OwnPrices />,
          },
        ]}
      />
      <ModelDialogs models={models.data?.data ?? []} ownPrices={own.data?.data ?? []} />
    </Page>
  );
}

/** The catalogue of models with their prices, and the organization's own price lines. */
export function ModelsPage() {
  return (
    <PriceTasks>
      <Content />
    </PriceTasks>
  );
}
