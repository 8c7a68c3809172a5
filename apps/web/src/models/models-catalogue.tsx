'use client';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { useUrlText } from '../client/url-text.ts';
import { formatCount } from '../format/number.ts';
import { useHref, useProject } from '../shell/project.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { DataTable } from '../ui/table/data-table.tsx';
import { abilitiesIn } from './ability.ts';
import { filterModels, type Model, type ModelFilter, type ModelShow, modelShowOf, nameOf } from './model.ts';
import { modelColumns } from './model-columns.tsx';
import { ModelsBar } from './models-bar.tsx';

function countsOf(models: readonly Model[], filter: ModelFilter): Record<ModelShow, number> {
  const count = (show: ModelShow) => filterModels(models, { ...filter, show }).length;
  return { callable: count('callable'), all: count('all'), own: count('own'), unpriced: count('unpriced') };
}

function NoneFits({
  filter,
  inAll,
  onReset,
}: {
  readonly filter: ModelFilter;
  /** How many there are of all kinds. */
  readonly inAll: number;
  readonly onReset: () => void;
}) {
  const href = useHref();
  const mayStore = useMay('provider_key.write');
  const project = useProject();
  if (filter.show !== 'all' && inAll > 0) {
    return (
      <EmptyState
        title={filter.show === 'callable' ? 'None of these can be called here' : 'No model of this kind'}
        actions={
          <>
            <Button onClick={() => setUrlFields({ show: 'all' })}>
              Show {inAll === 1 ? 'the one' : `the ${formatCount(inAll)}`} in the catalogue
            </Button>
            {filter.show === 'callable' && mayStore && (
              <ButtonLink href={href('providers', { new: '1' })}>Store a provider key</ButtonLink>
            )}
          </>
        }
      >
        {filter.show === 'callable' &&
          `No active provider key${project === undefined ? '' : ` of ${project.name}`} reaches their providers.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title={filter.abilities.length > 0 ? 'No model is known to do all of that' : 'No model by that name'}
      actions={<Button onClick={onReset}>Show all</Button>}
    >
      A model that the catalogue does not know can be called nonetheless, as <code>provider/model</code>.
    </EmptyState>
  );
}

/** The models, with what narrows them. */
export function ModelsCatalogue({ models }: { readonly models: readonly Model[] | undefined }) {
  const [show] = useUrlField('show');
  const [text, setText] = useUrlText('q');
  const [provider] = useUrlField('provider');
  const [can] = useUrlField('can');
  const filter: ModelFilter = { show: modelShowOf(show), text, provider, abilities: abilitiesIn(can) };
  const reset = () => {
    setText('');
    setUrlFields({ provider: undefined, can: undefined });
  };
  const counts = models === undefined ? undefined : countsOf(models, filter);
  return (
    <Card flush>
      <ModelsBar
        filter={filter}
        providers={[...new Set((models ?? []).map((model) => model.provider))]}
        counts={counts}
        onText={setText}
      />
      <div className="border-t border-line">
        <DataTable
          label="Models"
          isFixed
          columns={modelColumns}
          rows={models === undefined ? undefined : filterModels(models, filter)}
          rowKey={nameOf}
          onRow={(model) => setUrlFields({ model: nameOf(model) })}
          skeletonRows={14}
          empty={<NoneFits filter={filter} inAll={counts?.all ?? 0} onReset={reset} />}
        />
      </div>
    </Card>
  );
}
