'use client';
import type { RoutePlan } from '@weir/routing/route-plan';
import { Checkbox } from '../ui/checkbox.tsx';
import { usePlanEditor } from './editor-context.tsx';
import { ListField } from './list-field.tsx';
import { NumberField } from './number-field.tsx';
import { usePlanField } from './use-plan-field.ts';
import { unlessEmpty, withField } from './with-field.ts';

type Requires = NonNullable<RoutePlan['requires']>;

/** Regions, retention and the highest price. */
export function RequiresFields() {
  const { plan } = usePlanEditor();
  const change = usePlanField();
  const { requires = {} } = plan;
  const put = (next: Requires, field?: string) => change('requires', unlessEmpty(next), field);
  const price = (name: 'inputUsdPerMillionMax' | 'outputUsdPerMillionMax') => ({
    value: requires[name],
    min: 0,
    max: 1_000_000,
    placeholder: 'any',
    unit: '$/M',
    onChange: (value: number | undefined) => put(withField(requires, name, value), name),
  });
  return (
    <div className="grid grid-cols-1 gap-3">
      <div className="flex flex-wrap items-start gap-3">
        <ListField
          label="Regions"
          className="w-60 max-w-full"
          placeholder="any, such as eu, us"
          values={requires.regions ?? []}
          onChange={(regions) =>
            put(withField(requires, 'regions', regions.length === 0 ? undefined : [...regions]), 'regions')
          }
        />
        <NumberField label="Input, at most" className="w-28" {...price('inputUsdPerMillionMax')} />
        <NumberField label="Output, at most" className="w-28" {...price('outputUsdPerMillionMax')} />
      </div>
      <Checkbox
        className="[&_label]:text-sm"
        label="Zero retention"
        help="Only provider keys that are marked as keeping nothing."
        checked={requires.zeroRetention ?? false}
        onChange={({ target }) => put(withField(requires, 'zeroRetention', target.checked ? true : undefined))}
      />
    </div>
  );
}
