import type { UsageBucket } from '@weir/protocol/usage';
import { Money } from '../ui/money.tsx';
import { type Model, usdOf } from './model.ts';

/** What a million units of a bucket cost here now; a dash with the reason where that is not known. */
export function PriceCell({ model, bucket }: { readonly model: Model; readonly bucket: UsageBucket }) {
  const reason =
    model.price === null
      ? 'No price is known for this model, so what it costs is unknown. Set a price of your own.'
      : 'Its price line has none for this.';
  return <Money usd={usdOf(model.price, bucket)} reason={reason} simulated={model.simulated} />;
}
