'use client';
import type { UsageBucket } from '@weir/protocol/usage';
import { useId, useState } from 'react';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { refuseForm } from '../client/refuse-form.ts';
import { momentOfWallTime, wallTimeOf } from '../keys/expiry.ts';
import { bucketWords } from '../receipt/bucket-words.ts';
import { useTimeZone } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { RadioList } from '../ui/radio-list.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import type { Model } from './model.ts';
import { amountError } from './own-price.ts';
import { isEmpty, type PriceValues, pricesNow } from './price-values.ts';
import { usePricedProviders } from './use-provider-names.ts';

type Form = UseFormReturn<PriceValues>;

const common: readonly UsageBucket[] = ['input', 'output', 'cacheRead', 'cacheWrite5m'];
const rare: readonly UsageBucket[] = [
  'cacheWrite1h',
  'reasoning',
  'audioInput',
  'audioOutput',
  'audioCacheRead',
  'audioSeconds',
  'imageInput',
  'imageOutput',
  'images',
  'searches',
  'requests',
];

function Amount({ form, bucket }: { readonly form: Form; readonly bucket: UsageBucket }) {
  const { name, unit } = bucketWords[bucket];
  return (
    <Field label={name} error={form.formState.errors.prices?.[bucket]?.message}>
      <Input
        inputMode="decimal"
        autoComplete="off"
        placeholder="no price"
        title={`USD per million ${unit}`}
        className="text-right tabular"
        {...form.register(`prices.${bucket}`, { validate: (text) => amountError(text) ?? true })}
      />
    </Field>
  );
}

function Amounts({ form }: { readonly form: Form }) {
  const [isMore, setMore] = useState(rare.some((bucket) => form.getValues(`prices.${bucket}`) !== ''));
  const shown = isMore ? [...common, ...rare] : common;
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-2 text-sm font-medium">
        Prices{' '}
        <span className="font-normal text-faint">USD per million tokens, seconds, images, searches or requests</span>
      </legend>
      <div className="grid grid-cols-2 gap-3 sm:grid-cols-4">
        {shown.map((bucket) => (
          <Amount key={bucket} form={form} bucket={bucket} />
        ))}
      </div>
      {!isMore && (
        <div>
          <Button size="sm" look="quiet" onClick={() => setMore(true)}>
            More buckets
          </Button>
        </div>
      )}
      <p className="text-xs text-quiet">
        Empty is no price, and 0 is free. Without one, cached input and pictures in are charged as input and reasoning
        as output; the cost of any other use is unknown.
      </p>
    </fieldset>
  );
}

function Begins({ form }: { readonly form: Form }) {
  const timeZone = useTimeZone();
  const begins = form.watch('begins');
  return (
    <div className="grid gap-3">
      <Controller
        control={form.control}
        name="begins"
        render={({ field }) => (
          <RadioList
            label="In force from"
            value={field.value}
            onChange={field.onChange}
            choices={[
              { value: 'now', label: 'Now', help: 'For calls that begin within a second from saving it.' },
              { value: 'date', label: 'A date and time', help: 'Such as the day from which a contract holds.' },
            ]}
          />
        )}
      />
      {begins === 'date' && (
        <Field label={`Date and time (${timeZone})`} error={form.formState.errors.wallTime?.message}>
          <Input
            type="datetime-local"
            {...form.register('wallTime', {
              validate: (text) => momentOfWallTime(text, timeZone) !== undefined || 'Enter a date and a time.',
            })}
          />
        </Field>
      )}
    </div>
  );
}

function findModel(models: readonly Model[], provider: string, id: string): Model | undefined {
  return models.find((model) => model.provider === provider && model.id === id);
}

/** Which model; while no price was entered, what it costs now is taken over, and nothing where that is not known. */
function ModelFields({
  form,
  models,
  providers,
}: {
  readonly form: Form;
  readonly models: readonly Model[];
  readonly providers: readonly { readonly id: string; readonly name: string }[];
}) {
  const listId = useId();
  const { register, formState, setValue, watch } = form;
  const [provider, isOwn] = [watch('provider'), formState.dirtyFields.prices !== undefined];
  const takeOver = (of: string, id: string) => isOwn || setValue('prices', pricesNow(findModel(models, of, id.trim())));
  return (
    <>
      <Field label="Provider" error={formState.errors.provider?.message}>
        <SelectBox
          choices={providers.map(({ id, name }) => ({ value: id, label: name }))}
          {...register('provider', {
            onChange: (event: { target: { value: string } }) => takeOver(event.target.value, form.getValues('model')),
          })}
        />
      </Field>
      <Field
        label="Model"
        help="As the provider names it; any name may be entered. A price that holds now is taken over below."
        error={formState.errors.model?.message}
      >
        <Input
          list={listId}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-sm!"
          maxLength={200}
          {...register('model', {
            validate: (name) => name.trim() !== '' || 'Name the model.',
            onChange: (event: { target: { value: string } }) => takeOver(provider, event.target.value),
          })}
        />
      </Field>
      <datalist id={listId}>
        {models
          .filter((model) => model.provider === provider)
          .map(({ id }) => (
            <option key={id} value={id} />
          ))}
      </datalist>
    </>
  );
}

/** The form of an own price. It begins with what holds now. */
export function PriceForm({
  models,
  initial,
  onSave,
  onCancel,
}: {
  readonly models: readonly Model[];
  readonly initial: { readonly provider: string | undefined; readonly model: string | undefined };
  /** Rejects with what the server refused. */
  readonly onSave: (values: PriceValues) => Promise<void>;
  readonly onCancel: () => void;
}) {
  const timeZone = useTimeZone();
  const providers = usePricedProviders();
  const provider = initial.provider ?? providers[0]?.id ?? '';
  const [refusal, setRefusal] = useState<string>();
  const form = useForm<PriceValues>({
    mode: 'onTouched',
    defaultValues: {
      provider,
      model: initial.model ?? '',
      prices: pricesNow(findModel(models, provider, initial.model ?? '')),
      begins: 'now',
      wallTime: wallTimeOf(Date.now(), timeZone),
    },
  });
  const { handleSubmit, formState, setError } = form;
  const submit = handleSubmit(async (values) => {
    setRefusal(undefined);
    if (isEmpty(values.prices))
      return setError('prices.input', { message: 'Enter at least one price.' }, { shouldFocus: true });
    try {
      await onSave(values);
    } catch (error) {
      setRefusal(refuseForm(error, ['provider', 'model'], setError));
    }
  });
  return (
    <form className="grid gap-5" onSubmit={(event) => void submit(event)} noValidate>
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      <ModelFields form={form} models={models} providers={providers} />
      <Amounts form={form} />
      <Begins form={form} />
      <DialogActions sticky>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" pending={formState.isSubmitting}>
          Set the price
        </Button>
      </DialogActions>
    </form>
  );
}
