'use client';
import { Field } from '../ui/field.tsx';
import { Input, TextArea } from '../ui/input.tsx';
import { SelectBox } from '../ui/select-box.tsx';
import { type NumberParameter, parameterFault } from './parameters.ts';
import { ToolsField } from './tools-field.tsx';
import type { PlaygroundState } from './use-playground.ts';

function NumberField({
  state: { parameters, changeParameter },
  name,
  label,
}: {
  readonly state: PlaygroundState;
  readonly name: NumberParameter;
  readonly label: string;
}) {
  return (
    <Field label={label} error={parameterFault(name, parameters[name])}>
      <Input
        inputMode="decimal"
        placeholder="model’s own"
        autoComplete="off"
        className="tabular"
        value={parameters[name]}
        onChange={(event) => changeParameter(name, event.target.value)}
      />
    </Field>
  );
}

const limitNames = [
  { value: 'max_tokens', label: 'sent as max_tokens' },
  { value: 'max_completion_tokens', label: 'sent as max_completion_tokens' },
];

/** What every prompt is sent with: the system prompt, parameters and tools. */
export function SettingsPanel({ state }: { readonly state: PlaygroundState }) {
  const { draft, change, parameters, changeParameter, isReady } = state;
  return (
    <div className="grid grid-cols-1 gap-4">
      <Field label="System prompt">
        <TextArea
          className="field-sizing-content max-h-72 min-h-24"
          placeholder="How the model is to behave"
          value={draft.system}
          disabled={!isReady}
          onChange={(event) => change({ system: event.target.value })}
        />
      </Field>
      <div className="grid grid-cols-2 items-start gap-3">
        <NumberField state={state} name="temperature" label="Temperature" />
        <NumberField state={state} name="topP" label="Top p" />
        <NumberField state={state} name="maxTokens" label="Max tokens" />
        <NumberField state={state} name="seed" label="Seed" />
      </div>
      {parameters.maxTokens !== '' && (
        <SelectBox
          aria-label="Name under which max tokens are sent"
          size="sm"
          choices={limitNames}
          value={parameters.limitName}
          onChange={(event) => changeParameter('limitName', event.target.value)}
        />
      )}
      <Field label="Stop at" help="A text in each line.">
        <TextArea
          className="field-sizing-content max-h-40 min-h-9 font-mono text-sm"
          spellCheck={false}
          value={parameters.stop}
          onChange={(event) => changeParameter('stop', event.target.value)}
        />
      </Field>
      <ToolsField state={state} />
    </div>
  );
}
