'use client';
import dynamic from 'next/dynamic';
import { setUrlFields, useUrlField } from '../client/url-field.ts';
import { useMay } from '../shell/viewer.tsx';
import { DeletePriceDialog } from './delete-price-dialog.tsx';
import { type Model, nameOf, type OwnPrice } from './model.ts';
import { ModelDetails } from './model-details.tsx';
import { usePriceTask } from './price-task.tsx';

// The form comes when it is opened: the list does not wait for it, and with `ssr: false` is not hidden meanwhile.
const NewPriceDialog = dynamic(() => import('./new-price-dialog.tsx').then((part) => part.NewPriceDialog), {
  ssr: false,
});

/** The dialog of what is being done; a model's details have their place in the URL, and so has a new price. */
export function ModelDialogs({
  models,
  ownPrices,
}: {
  readonly models: readonly Model[];
  readonly ownPrices: readonly OwnPrice[];
}) {
  const { task, start } = usePriceTask();
  const mayPrice = useMay('price.write');
  const [name] = useUrlField('model');
  const [asked] = useUrlField('price');
  const end = () => {
    start(undefined);
    setUrlFields({ price: undefined });
  };
  if (task?.kind === 'new') return <NewPriceDialog provider={task.provider} model={task.model} onClose={end} />;
  if (task?.kind === 'delete') return <DeletePriceDialog price={task.price} onClose={end} />;
  if (asked !== undefined && mayPrice) {
    // As calls name models: the provider before the first slash, or no model yet.
    const slash = asked.indexOf('/');
    const [provider, model] = slash > 0 ? [asked.slice(0, slash), asked.slice(slash + 1)] : [undefined, undefined];
    return <NewPriceDialog provider={provider} model={model} onClose={end} />;
  }
  const shown = models.find((model) => nameOf(model) === name);
  if (shown === undefined) return null;
  const ofModel = ownPrices.filter(({ provider, model }) => provider === shown.provider && model === shown.id);
  return <ModelDetails model={shown} ownPrices={ofModel} onClose={() => setUrlFields({ model: undefined })} />;
}
