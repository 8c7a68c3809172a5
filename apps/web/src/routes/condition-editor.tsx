'use client';
import type { Condition, Rule } from '@weir/routing/condition';
import clsx from 'clsx';
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { ChoiceField } from './choice-field.tsx';
import { factChoices, opChoices, splitFact } from './fact-words.ts';
import { joined, joinOf, ruleAbout, withFactName, withOp, withoutPart } from './rule-edit.ts';
import { TextField } from './text-field.tsx';
import { ValueField } from './value-field.tsx';

type Change<Value> = (value: Value, field?: string) => void;

function RuleFields({ rule, onChange }: { readonly rule: Rule; readonly onChange: Change<Condition> }) {
  const { kind, name } = splitFact(rule.fact);
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-start gap-1.5">
      <ChoiceField
        label="Fact"
        hideLabel
        className="w-36"
        choices={factChoices}
        value={kind}
        onChange={(next) => onChange(ruleAbout(next))}
      />
      {name !== undefined && (
        <TextField
          label="Name"
          hideLabel
          className="w-24"
          value={name}
          required
          max={64}
          onChange={(next) => onChange(withFactName(rule, next), 'fact')}
        />
      )}
      <ChoiceField
        label="Asks whether it"
        hideLabel
        className="w-28"
        choices={opChoices(rule)}
        value={rule.op}
        onChange={(op) => onChange(withOp(rule, op))}
      />
      <ValueField rule={rule} onChange={onChange} />
    </div>
  );
}

type PartProps = {
  readonly condition: Condition;
  readonly onChange: Change<Condition>;
  /** Absent for the outermost, which a rule cannot be without. */
  readonly onRemove?: () => void;
};

function NotButton({ isNot, onToggle }: { readonly isNot: boolean; readonly onToggle: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={isNot}
      title="Turns it round: met where this is not so"
      onClick={onToggle}
      className={clsx(
        'mt-0.5 h-7 shrink-0 rounded-md px-1.5 text-xs font-medium',
        isNot ? 'bg-warn-soft text-warn' : 'text-faint hover:bg-hover hover:text-text',
      )}
    >
      not
    </button>
  );
}

function Part({ condition, onChange, onRemove }: PartProps) {
  const isNot = 'not' in condition;
  const inner = isNot ? condition.not : condition;
  const change: Change<Condition> = (next, field) => onChange(isNot ? { not: next } : next, field);
  const group = joinOf(inner);
  return (
    <div className="flex min-w-0 items-start gap-1">
      <NotButton isNot={isNot} onToggle={() => onChange(isNot ? inner : { not: inner })} />
      {group === undefined && !('not' in inner) && 'fact' in inner && <RuleFields rule={inner} onChange={change} />}
      {group !== undefined && <GroupPart condition={inner} onChange={change} />}
      {'not' in inner && <Part condition={inner} onChange={change} />}
      {onRemove !== undefined && (
        <IconButton size="sm" className="mt-0.5" label="Remove this condition" onClick={onRemove}>
          <X className="size-3.5" aria-hidden="true" />
        </IconButton>
      )}
    </div>
  );
}

function GroupPart({ condition, onChange }: Pick<PartProps, 'condition' | 'onChange'>) {
  const group = joinOf(condition);
  if (group === undefined) return null;
  const { join, parts } = group;
  return (
    <div className="grid min-w-0 flex-1 grid-cols-1 gap-1.5 rounded-md border border-line p-2">
      <div className="flex">
        <Segmented
          label="How these conditions are joined"
          choices={[
            { value: 'all', label: 'All of' },
            { value: 'any', label: 'Any of' },
          ]}
          value={join}
          onChange={(next) => onChange(joined(next, parts))}
        />
      </div>
      {parts.map((part, at) => (
        <Part
          key={`${at + 1}`}
          condition={part}
          onChange={(next, field) => onChange(joined(join, parts.with(at, next)), `${at}.${field ?? ''}`)}
          onRemove={() => onChange(withoutPart(join, parts, at))}
        />
      ))}
      {parts.length < 16 && (
        <div className="flex gap-1.5">
          <Button size="sm" look="quiet" onClick={() => onChange(joined(join, [...parts, ruleAbout('needs')]))}>
            <Plus className="size-3.5" aria-hidden="true" />
            Condition
          </Button>
          <Button
            size="sm"
            look="quiet"
            onClick={() =>
              onChange(joined(join, [...parts, joined(join === 'all' ? 'any' : 'all', [ruleAbout('needs')])]))
            }
          >
            <Plus className="size-3.5" aria-hidden="true" />
            Group
          </Button>
        </div>
      )}
    </div>
  );
}

/** When a rule applies: one condition, or several joined by all, any and not. */
export function ConditionEditor({ condition, onChange }: Pick<PartProps, 'condition' | 'onChange'>) {
  const isJoined = joinOf('not' in condition ? condition.not : condition) !== undefined;
  return (
    <fieldset className="grid min-w-0 grid-cols-1 gap-1">
      <legend className="sr-only">If</legend>
      <Part condition={condition} onChange={onChange} />
      {!isJoined && (
        <div className="flex gap-1 pl-9 text-xs">
          {(['all', 'any'] as const).map((join) => (
            <button
              key={join}
              type="button"
              className="rounded-sm px-1 text-accent hover:bg-hover"
              onClick={() => onChange(joined(join, [condition, ruleAbout('needs')]))}
            >
              {join === 'all' ? '+ and' : '+ or'}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  );
}
