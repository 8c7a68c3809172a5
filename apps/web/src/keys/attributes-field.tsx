'use client';
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { Input } from '../ui/input.tsx';
import { attributesError, type Pair } from './key-form-values.ts';

const pairsMax = 32;

/** Names and values that calls with the key carry along. */
export function AttributesField({
  value,
  onChange,
}: {
  readonly value: readonly Pair[];
  readonly onChange: (pairs: Pair[]) => void;
}) {
  const change = (changed: Pair) => onChange(value.map((pair) => (pair.id === changed.id ? changed : pair)));
  const nextId = 1 + Math.max(-1, ...value.map(({ id }) => id));
  const error = attributesError(value);
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-sm font-medium">
        Attributes <span className="font-normal text-faint">(optional)</span>
      </legend>
      {value.map((pair, index) => (
        <div key={pair.id} className="flex items-center gap-1.5">
          <Input
            aria-label={`Name of attribute ${index + 1}`}
            placeholder="team"
            maxLength={64}
            value={pair.name}
            onChange={(event) => change({ ...pair, name: event.target.value })}
          />
          <Input
            aria-label={`Value of attribute ${index + 1}`}
            placeholder="search"
            maxLength={256}
            value={pair.value}
            onChange={(event) => change({ ...pair, value: event.target.value })}
          />
          <IconButton
            size="sm"
            label={`Remove attribute ${index + 1}`}
            onClick={() => onChange(value.filter(({ id }) => id !== pair.id))}
          >
            <X className="size-3.5" aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {error !== undefined && (
        <p role="alert" className="text-sm text-bad">
          {error}
        </p>
      )}
      <div>
        <Button
          size="sm"
          disabled={value.length >= pairsMax}
          onClick={() => onChange([...value, { id: nextId, name: '', value: '' }])}
        >
          <Plus className="size-3.5" aria-hidden="true" />
          Add an attribute
        </Button>
      </div>
      <p className="text-xs text-quiet">
        What to remember of the key, such as its team or environment. Keys are found by them.
      </p>
    </fieldset>
  );
}
