import type { CostSource } from '@weir/protocol/cost';

/** Where a cost comes from, in words. */
export const sourceWords: Readonly<Record<CostSource, { readonly name: string; readonly meaning: string }>> = {
  reported: { name: 'Reported', meaning: 'The provider told the cost itself.' },
  computed: { name: 'Computed', meaning: 'Usage as the provider reported it, times the price.' },
  estimated: { name: 'Estimated', meaning: 'What had been reported when the answer was cut, times the price.' },
  unknown: { name: 'Unknown', meaning: 'Usage or price is missing: no number is made up.' },
  simulated: { name: 'Simulated', meaning: 'The sandbox answered: no money was spent.' },
};
