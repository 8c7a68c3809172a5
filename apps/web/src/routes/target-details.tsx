'use client';
import type { Overrides, TargetNode } from '@weir/routing/route-plan';
import { ChoiceField } from './choice-field.tsx';
import { useNodeEdit, usePlanEditor } from './editor-context.tsx';
import type { NodePath } from './node-path.ts';
import { NumberField } from './number-field.tsx';
import { errorAt } from './remark.ts';
import { unlessEmpty, withField } from './with-field.ts';

const anyKey = '';
const efforts = ['none', 'minimal', 'low', 'medium', 'high'] as const;
type Effort = (typeof efforts)[number] | '';

type Props = { readonly at: NodePath; readonly node: TargetNode };

function KeyField({ at, node }: Props) {
  const change = useNodeEdit(at);
  const { keys, providerName } = usePlanEditor();
  const own = keys.filter(({ provider, kind }) => provider === node.provider && kind === 'inference');
  const id = node.providerKeyId;
  const isGone = id !== undefined && own.every((key) => key.id !== id);
  const choices = [
    { value: anyKey, label: `Any active key of ${providerName(node.provider)}` },
    ...own.map((key) => ({
      value: key.id,
      label: `${key.name}${key.lastFour === null ? '' : ` …${key.lastFour}`}${key.status === 'active' ? '' : `, ${key.status}`}`,
    })),
    ...(isGone ? [{ value: id, label: `${id}, not among the project’s keys` }] : []),
  ];
  return (
    <ChoiceField
      label="Provider key"
      className="col-span-full"
      choices={choices}
      value={id ?? anyKey}
      onChange={(value) => change(withField(node, 'providerKeyId', value === anyKey ? undefined : value))}
    />
  );
}

type NumberName = 'temperature' | 'topP' | 'outputTokensMax';

/** What a target alone is asked for: key, overrides, calls at a time. */
export function TargetDetails({ at, node }: Props) {
  const change = useNodeEdit(at);
  const { remarks, modelOf } = usePlanEditor();
  const { overrides = {} } = node;
  const put = (next: Overrides, field: string) => change(withField(node, 'overrides', unlessEmpty(next)), field);
  const number = (name: NumberName) => ({
    value: overrides[name],
    placeholder: 'as asked',
    error: errorAt(remarks, `${at}.overrides.${name}`),
    onChange: (value: number | undefined) => put(withField(overrides, name, value), `overrides.${name}`),
  });
  const model = modelOf(node.provider, node.model);
  const mostOut = model?.capabilities.outputTokensMax ?? undefined;
  const effort: Effort = overrides.reasoningEffort ?? '';
  return (
    <div className="grid grid-cols-2 gap-3 rounded-md bg-sunken p-3 sm:grid-cols-3">
      <KeyField at={at} node={node} />
      <NumberField label="Temperature" min={0} max={2} {...number('temperature')} />
      <NumberField label="Top p" min={0} max={1} {...number('topP')} />
      <NumberField
        label="Most output tokens"
        whole
        min={1}
        max={10_000_000}
        {...number('outputTokensMax')}
        {...(mostOut === undefined ? {} : { help: `The model: ${mostOut.toLocaleString('en')}` })}
      />
      <ChoiceField
        label="Reasoning effort"
        choices={[{ value: '', label: 'as asked' }, ...efforts.map((value) => ({ value, label: value }))]}
        value={effort}
        onChange={(value) =>
          put(withField(overrides, 'reasoningEffort', value === '' ? undefined : value), 'overrides.reasoningEffort')
        }
      />
      <NumberField
        label="Calls at a time"
        whole
        min={1}
        max={100_000}
        value={node.concurrentMax}
        placeholder="no limit"
        error={errorAt(remarks, `${at}.concurrentMax`)}
        onChange={(value) => change(withField(node, 'concurrentMax', value), 'concurrentMax')}
      />
      <p className="col-span-full text-xs text-quiet">
        What is set here goes before what the client asks for. More calls than “at a time” go on to the next target.
      </p>
    </div>
  );
}
