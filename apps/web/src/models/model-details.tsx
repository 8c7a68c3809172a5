'use client';
import { DollarSign, ListTree, SquareTerminal } from 'lucide-react';
import { canConverse } from '../playground/model-choices.ts';
import { useHref } from '../shell/project.ts';
import { useMay } from '../shell/viewer.tsx';
import { Button, ButtonLink } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { type Model, nameOf, type OwnPrice, purposesOf } from './model.ts';
import { ModelFacts } from './model-facts.tsx';
import { OwnPriceList } from './own-price-list.tsx';
import { useSince } from './price-source.tsx';
import { isThinner, PriceTable } from './price-table.tsx';
import { usePriceTask } from './price-task.tsx';

const sources = {
  custom: "your organization's own price line",
  weir: "Weir's own price list",
  'genai-prices': 'the public genai-prices list',
} as const;

function Head({ model }: { readonly model: Model }) {
  const href = useHref();
  const { start } = usePriceTask();
  const [mayPlay, mayPrice] = [useMay('playground.use'), useMay('price.write')];
  const { provider, id, simulated } = model;
  return (
    <div className="flex flex-wrap gap-2">
      <CopyButton text={nameOf(model)}>Copy name</CopyButton>
      {mayPlay && canConverse(model) && (
        <ButtonLink size="sm" href={href('playground', { model: nameOf(model) })}>
          <SquareTerminal className="size-3.5" aria-hidden="true" />
          Try in playground
        </ButtonLink>
      )}
      <ButtonLink size="sm" href={href('calls', { model: id })}>
        <ListTree className="size-3.5" aria-hidden="true" />
        Its calls
      </ButtonLink>
      {mayPrice && !simulated && (
        <Button size="sm" onClick={() => start({ kind: 'new', provider, model: id })}>
          <DollarSign className="size-3.5" aria-hidden="true" />
          Set a price
        </Button>
      )}
    </div>
  );
}

function PriceWords({ model }: { readonly model: Model }) {
  const since = useSince('minute');
  const { price, listPrice, simulated } = model;
  if (price === null) {
    return (
      <Notice kind="warn" title="No price is known">
        Calls to this model are recorded with their usage, and their cost as unknown. An own price line changes that for
        calls from then on.
      </Notice>
    );
  }
  if (simulated) {
    return (
      <p className="text-sm text-quiet">
        The sandbox costs nothing. These prices are made up, so that receipts look real; they are marked as simulated
        and kept out of all money.
      </p>
    );
  }
  const day = since(price.id);
  return (
    <p className="text-sm text-quiet">
      Calls are priced by {sources[price.origin]}
      {day !== undefined && `, in force since ${day}`}.
      {listPrice !== null && ' It goes before the list price, whole: the two are not mixed.'}
    </p>
  );
}

/** All there is to know of a model: what it is for, what it can do, what it costs and by which line. */
export function ModelDetails({
  model,
  ownPrices,
  onClose,
}: {
  readonly model: Model;
  /** Its own price lines. */
  readonly ownPrices: readonly OwnPrice[];
  readonly onClose: () => void;
}) {
  const { price, listPrice, deprecated, callable } = model;
  const purposes = purposesOf(model);
  const facts = [
    ...(purposes.length === 0 ? [] : [purposes.join(', ')]),
    ...(deprecated ? ['retired by its provider'] : []),
    callable ? 'can be called here' : 'no provider key reaches it',
  ];
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={nameOf(model)}
      shape="side"
      description={facts.join(' · ')}
    >
      <div className="grid grid-cols-1 gap-4">
        <Head model={model} />
        <ModelFacts model={model} />
        <PriceWords model={model} />
        <PriceTable model={model} />
        {price !== null && listPrice !== null && isThinner(price, listPrice) && (
          <Notice kind="warn" title="The own price leaves something out">
            Where it has no price, cached input is charged as input and reasoning as output. The cost of any other use
            is unknown.
          </Notice>
        )}
        {ownPrices.length > 0 && (
          <section className="grid grid-cols-1 gap-2">
            <h3 className="text-sm">Own price lines</h3>
            <div className="rounded-md border border-line">
              <OwnPriceList prices={ownPrices} isOfOne />
            </div>
          </section>
        )}
      </div>
    </Dialog>
  );
}
