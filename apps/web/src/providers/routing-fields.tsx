'use client';
import { useId } from 'react';
import { useFormContext } from 'react-hook-form';
import { Checkbox } from '../ui/checkbox.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { checkWeight, type RoutingValues } from './routing-values.ts';

const usualRegions = ['eu', 'us', 'eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-southeast-1'];

/** What routes may ask of a key: its region, that nothing is kept, and its weight. */
export function RoutingFields() {
  const { register, formState } = useFormContext<RoutingValues>();
  const listId = useId();
  const { errors } = formState;
  return (
    <>
      <Field
        label="Region"
        optional
        error={errors.region?.message}
        help="Where its requests are worked on, in your own words. A route that asks for eu takes eu and eu-west-1; a key without a region qualifies for none that asks."
      >
        <Input
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
          className="font-mono text-sm!"
          list={listId}
          placeholder="eu"
          {...register('region')}
        />
      </Field>
      <datalist id={listId}>
        {usualRegions.map((region) => (
          <option key={region} value={region} />
        ))}
      </datalist>
      <Checkbox
        label="Zero retention"
        help="By your contract the provider keeps nothing of its requests. Weir goes by what you say here."
        {...register('zeroRetention')}
      />
      <Field
        label="Weight"
        error={errors.weight?.message}
        help="Its share of a route’s calls against other keys of the same provider. With 0 it serves only when the others cannot."
      >
        <Input
          inputMode="decimal"
          autoComplete="off"
          className="tabular"
          {...register('weight', { validate: checkWeight })}
        />
      </Field>
    </>
  );
}
