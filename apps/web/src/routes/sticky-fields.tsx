'use client';
import type { RoutePlan } from '@weir/routing/route-plan';
import { ChoiceField } from './choice-field.tsx';
import { usePlanEditor } from './editor-context.tsx';
import { NumberField } from './number-field.tsx';
import { TextField } from './text-field.tsx';
import { usePlanField } from './use-plan-field.ts';
import { withField } from './with-field.ts';

type By = NonNullable<RoutePlan['sticky']>['by'];

const choices = [
  { value: 'off', label: 'Not at all' },
  { value: 'session', label: 'By session (x-weir-session)' },
  { value: 'prompt_cache_key', label: 'By prompt_cache_key' },
  { value: 'user', label: 'By user' },
  { value: 'metadata', label: 'By a metadata field' },
] as const;

type Way = (typeof choices)[number]['value'];

const fieldOf = (by: By) => /^metadata\.(.*)$/.exec(by)?.[1];

function wayOf(by: By | undefined): Way {
  if (by === undefined) return 'off';
  return choices.find(({ value }) => value === by)?.value ?? 'metadata';
}

const firstBy: Readonly<Record<Exclude<Way, 'off'>, By>> = {
  session: 'session',
  prompt_cache_key: 'prompt_cache_key',
  user: 'user',
  metadata: 'metadata.conversation',
};

/** By what calls stay with one target, and for how long after the last. */
export function StickyFields() {
  const { plan } = usePlanEditor();
  const change = usePlanField();
  const { sticky } = plan;
  const field = sticky === undefined ? undefined : fieldOf(sticky.by);
  return (
    <div className="flex flex-wrap items-start gap-3">
      <ChoiceField
        label="Calls stay together"
        className="w-60"
        choices={choices}
        value={wayOf(sticky?.by)}
        onChange={(way) => change('sticky', way === 'off' ? undefined : { ...sticky, by: firstBy[way] })}
      />
      {sticky !== undefined && field !== undefined && (
        <TextField
          label="Field"
          className="w-36"
          required
          max={64}
          value={field}
          onChange={(name) => change('sticky', { ...sticky, by: `metadata.${name}` }, 'by')}
        />
      )}
      {sticky !== undefined && (
        <NumberField
          label="For, after the last call"
          className="w-36"
          unit="s"
          whole
          min={1}
          max={604_800}
          placeholder="3600"
          value={sticky.ttlSeconds}
          onChange={(value) => change('sticky', withField(sticky, 'ttlSeconds', value), 'ttlSeconds')}
        />
      )}
    </div>
  );
}
