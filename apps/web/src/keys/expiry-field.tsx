'use client';
import { useTimeZone } from '../shell/viewer.tsx';
import { Field } from '../ui/field.tsx';
import { Input } from '../ui/input.tsx';
import { type Choice, SelectBox } from '../ui/select-box.tsx';
import { Time } from '../ui/time.tsx';
import { type Expiry, type ExpiryChoice, expiresAtOf, expiryChoices, wallTimeOf } from './expiry.ts';

const labels: Readonly<Record<ExpiryChoice, string>> = {
  never: 'Never',
  '7': 'In 7 days',
  '30': 'In 30 days',
  '90': 'In 90 days',
  '365': 'In a year',
  date: 'At a time of your choice',
  keep: 'As it is',
};

const dayMs = 86_400_000;

/** When the key ends, with the moment that a choice comes to. */
export function ExpiryField({
  value,
  onChange,
  present,
  error,
}: {
  readonly value: Expiry;
  readonly onChange: (expiry: Expiry) => void;
  /** What the key has, where there is one already. */
  readonly present: string | null;
  readonly error: string | undefined;
}) {
  const timeZone = useTimeZone();
  const nowMs = Date.now();
  const offered = expiryChoices.filter((choice) => choice !== 'keep' || present !== null);
  const choices: Choice<ExpiryChoice>[] = offered.map((choice) => ({ value: choice, label: labels[choice] }));
  const at = value.choice === 'keep' ? present : expiresAtOf(value, { nowMs, timeZone });
  const choose = (name: string) => {
    const choice = expiryChoices.find((each) => each === name) ?? 'never';
    onChange({ choice, wallTime: choice === 'date' ? wallTimeOf(nowMs + 30 * dayMs, timeZone) : '' });
  };
  return (
    <div className="grid gap-3">
      <Field
        label="Expires"
        help={
          typeof at === 'string' ? (
            <>
              Calls are refused from <Time at={at} absolute /> ({timeZone}) on.
            </>
          ) : (
            'Works until it is revoked.'
          )
        }
      >
        <SelectBox choices={choices} value={value.choice} onChange={(event) => choose(event.target.value)} />
      </Field>
      {value.choice === 'date' && (
        <Field label={`Date and time (${timeZone})`} error={error}>
          <Input
            type="datetime-local"
            value={value.wallTime}
            onChange={(event) => onChange({ choice: 'date', wallTime: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}
