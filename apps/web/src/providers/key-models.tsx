'use client';
import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useTRPC } from '../client/api.tsx';
import { LoadFailure } from '../client/load-failure.tsx';
import { formatCount } from '../format/number.ts';
import { useHref } from '../shell/project.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Input } from '../ui/input.tsx';
import { Money } from '../ui/money.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { Time } from '../ui/time.tsx';
import type { ProviderKey } from './provider-key.ts';

const shownMax = 60;
const noPrice = 'No price is known, so costs of this model are unknown. Set a price of your own under Models.';

type Model = {
  readonly id: string;
  readonly contextWindow: number | null;
  readonly price: { readonly origin: string; readonly usdPerMillion: Readonly<Record<string, string>> } | null;
};

function ModelLine({ model, provider }: { readonly model: Model; readonly provider: string }) {
  const href = useHref();
  const mayPrice = useMay('price.write');
  const { id, contextWindow, price } = model;
  return (
    <tr className="border-b border-line last:border-0">
      <td className="py-1.5 pr-2">
        <span className="flex items-center gap-1">
          <code className="min-w-0 text-xs break-all">{id}</code>
          <CopyButton text={`${provider}/${id}`} label={`Copy ${provider}/${id}`} />
        </span>
        {price?.origin === 'custom' && <span className="text-xs text-accent">your own price</span>}
        {price === null && mayPrice && (
          <Link className="link text-xs" href={href('models', { tab: 'own', price: `${provider}/${id}` })}>
            Set a price
          </Link>
        )}
      </td>
      <td className="px-2 text-right text-xs whitespace-nowrap text-quiet tabular max-sm:hidden">
        {contextWindow === null ? (
          <span className="text-faint" title="The context window is not known.">
            –<span className="sr-only"> unknown</span>
          </span>
        ) : (
          formatCount(contextWindow)
        )}
      </td>
      <td className="px-2 text-right">
        <Money usd={price?.usdPerMillion['input'] ?? null} reason={noPrice} />
      </td>
      <td className="pl-2 text-right">
        <Money
          usd={price?.usdPerMillion['output'] ?? null}
          reason={price === null ? noPrice : 'It has no price for output.'}
        />
      </td>
    </tr>
  );
}

const headCell = 'pb-1.5 text-right text-xs font-medium whitespace-nowrap text-quiet first:text-left';

/** The models that a key can serve, with what a million tokens cost. */
export function KeyModels({ providerKey }: { readonly providerKey: ProviderKey }) {
  const models = useQuery(useTRPC().providerKeys.models.queryOptions({ id: providerKey.id }));
  const [text, setText] = useState('');
  const [isAll, setAll] = useState(false);
  if (models.isError)
    return <LoadFailure what="The models" error={models.error} onRetry={() => void models.refetch()} />;
  if (models.data === undefined) return <SkeletonLines lines={8} />;
  const { data, source, listedAt, total } = models.data;
  const asked = text.trim().toLowerCase();
  const found = data.filter(({ id }) => id.toLowerCase().includes(asked));
  const shown = isAll ? found : found.slice(0, shownMax);
  return (
    <div className="grid gap-3">
      <p className="text-xs text-quiet">
        {source === 'upstream' ? (
          <>
            {formatCount(total)} {total === 1 ? 'model' : 'models'}, as the provider listed them <Time at={listedAt} />
            {total > data.length && `; the first ${formatCount(data.length)} are kept`}.
          </>
        ) : (
          'The provider has not listed its models; these are those that the catalogue knows.'
        )}
      </p>
      <div className="relative">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-quiet"
        />
        <Input
          type="search"
          aria-label="Search models"
          placeholder="Search models"
          className="h-8! pl-8!"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {found.length === 0 ? (
        <p className="py-4 text-center text-sm text-quiet">
          {data.length === 0 ? 'The provider lists none for this key.' : 'No model by that name.'}
        </p>
      ) : (
        <table className="w-full text-sm" aria-label="Models">
          <thead>
            <tr className="border-b border-line">
              <th scope="col" className={headCell}>
                Model
              </th>
              <th scope="col" className={`${headCell} px-2 max-sm:hidden`}>
                Context, tokens
              </th>
              <th scope="col" className={`${headCell} px-2`}>
                Input per M
              </th>
              <th scope="col" className={`${headCell} pl-2`}>
                Output per M
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((model) => (
              <ModelLine key={model.id} model={model} provider={providerKey.provider} />
            ))}
          </tbody>
        </table>
      )}
      {shown.length < found.length && (
        <div>
          <Button size="sm" onClick={() => setAll(true)}>
            Show all {formatCount(found.length)}
          </Button>
        </div>
      )}
    </div>
  );
}
