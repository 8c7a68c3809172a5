'use client';
import type { Condition, Rule } from '@weir/routing/condition';
import { ChoiceField } from './choice-field.tsx';
import { valueKindOf } from './fact-words.ts';
import { ListField } from './list-field.tsx';
import { NumberField } from './number-field.tsx';
import { scalarOf, textsOf, withValue, withValues } from './rule-edit.ts';
import { TextField } from './text-field.tsx';

const most = 1e12;

/** What a rule compares its fact with. */
export function ValueField({
  rule,
  onChange,
}: {
  readonly rule: Rule;
  readonly onChange: (rule: Condition, field?: string) => void;
}) {
  const kind = valueKindOf(rule);
  const [first = ''] = textsOf(rule);
  if (rule.op === 'in') {
    return (
      <ListField
        label="Values, with commas between them"
        hideLabel
        className="min-w-32 flex-1"
        values={textsOf(rule)}
        onChange={(values) => onChange(withValues(rule, values), 'value')}
      />
    );
  }
  switch (kind.kind) {
    case 'number':
      return (
        <NumberField
          label="Number"
          hideLabel
          className="min-w-24 flex-1"
          required
          min={-most}
          max={most}
          value={typeof rule.value === 'number' ? rule.value : undefined}
          {...(kind.unit === '' ? {} : { placeholder: kind.unit })}
          onChange={(value) => value !== undefined && onChange(withValue(rule, value), 'value')}
        />
      );
    case 'choice': {
      const isListed = kind.choices.some(({ value }) => value === first);
      return (
        <ChoiceField
          label="Value"
          hideLabel
          className="min-w-28 flex-1"
          choices={isListed ? kind.choices : [...kind.choices, { value: first, label: first }]}
          value={first}
          onChange={(value) => onChange(withValue(rule, scalarOf(rule.fact, value)))}
        />
      );
    }
    case 'text':
      return (
        <TextField
          label="Value"
          hideLabel
          className="min-w-24 flex-1"
          placeholder={kind.placeholder}
          value={first}
          onChange={(value) => onChange(withValue(rule, value), 'value')}
        />
      );
  }
}
