'use client';
import type { TargetNode } from '@weir/routing/route-plan';
import clsx from 'clsx';
import { ChevronsUpDown, SlidersHorizontal } from 'lucide-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useId, useState } from 'react';
import { type Model, nameOf } from '../models/model.ts';
import { useHref } from '../shell/project.ts';
import { IconButton } from '../ui/button.tsx';
import { controlClasses } from '../ui/input.tsx';
import { useNodeEdit, usePlanEditor } from './editor-context.tsx';
import { modelLine } from './model-detail.ts';
import { ModelPicker, type Picked } from './model-picker.tsx';
import { NodeActions } from './node-actions.tsx';
import type { NodePath } from './node-path.ts';
import { overrideWords } from './override-words.ts';
import { remarksOfNode } from './remark.ts';
import { RemarkList } from './remark-list.tsx';
import { WeightField } from './weight-field.tsx';

const TargetDetails = dynamic(() => import('./target-details.tsx').then((module) => module.TargetDetails), {
  ssr: false,
});

type Props = {
  readonly at: NodePath;
  readonly node: TargetNode;
  /** It stands under `weighted`. */
  readonly isWeighed: boolean;
};

function ModelButton({ at, node, isWeighed }: Props) {
  const change = useNodeEdit(at);
  const name = nameOf({ provider: node.provider, id: node.model });
  const pick = (picked: Picked) => {
    const next = { ...node, ...picked };
    // A key of another provider cannot serve it.
    if (picked.provider !== node.provider) Reflect.deleteProperty(next, 'providerKeyId');
    change(next);
  };
  return (
    <ModelPicker
      value={name}
      label="Models"
      onPick={pick}
      trigger={
        <button
          type="button"
          data-control="model"
          data-node-focus=""
          aria-label={`Model: ${name}`}
          className={clsx(
            controlClasses,
            'flex h-8 min-w-0 flex-1 items-center gap-2 px-2.5 text-left text-sm',
            isWeighed ? 'basis-44 max-sm:basis-full' : 'basis-44',
          )}
        >
          <span className="min-w-0 flex-1 truncate font-mono text-xs" title={name}>
            <span className="text-quiet">{node.provider}/</span>
            <span className="font-medium">{node.model === '' ? 'choose a model' : node.model}</span>
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 shrink-0 text-quiet" />
        </button>
      }
    />
  );
}

/** Nothing while the models are on their way: a line without words keeps its place. */
function factsOf(model: Model | undefined, isWaiting: boolean): string {
  if (model !== undefined) return modelLine(model);
  return isWaiting ? '\u00a0' : 'price not known';
}

/** Price, window, key and overrides of a target, in a line. */
function Facts({ node }: { readonly node: TargetNode }) {
  const { modelOf, keys, providerName, models } = usePlanEditor();
  const href = useHref();
  const model = modelOf(node.provider, node.model);
  const key = keys.find(({ id }) => id === node.providerKeyId);
  const isReached = models.length === 0 || models.some(({ provider }) => provider === node.provider);
  const own = overrideWords(node);
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-quiet tabular">
      <span>{factsOf(model, models.length === 0)}</span>
      {node.providerKeyId !== undefined && <span>· only the key {key?.name ?? 'that is not here'}</span>}
      {own.map((words) => (
        <span key={words} className="rounded-sm bg-hover px-1.5 text-text">
          {words}
        </span>
      ))}
      {!isReached && (
        <Link href={href('providers', { new: node.provider })} className="link">
          No key for {providerName(node.provider)} yet
        </Link>
      )}
    </p>
  );
}

/** A target: its model, what that costs and holds, and what it is asked for instead of what the client says. */
export function TargetRow({ at, node, isWeighed }: Props) {
  const [open, setOpen] = useState(false);
  const details = useId();
  const { remarks } = usePlanEditor();
  const name = nameOf({ provider: node.provider, id: node.model });
  return (
    <div className="grid min-w-0 grid-cols-1 gap-1">
      <div className="flex min-w-0 flex-wrap items-start justify-end gap-1">
        <ModelButton at={at} node={node} isWeighed={isWeighed} />
        {isWeighed && <WeightField at={at} node={node} name={name} />}
        <IconButton
          size="sm"
          className={clsx('mt-0.5', open && 'bg-hover text-text')}
          label={`Settings of ${name}`}
          data-control="settings"
          aria-expanded={open}
          aria-controls={open ? details : undefined}
          onClick={() => setOpen(!open)}
        >
          <SlidersHorizontal className="size-3.5" aria-hidden="true" />
        </IconButton>
        <div className="mt-0.5">
          <NodeActions at={at} name={name} />
        </div>
      </div>
      <Facts node={node} />
      {open && (
        <div id={details} className="my-1">
          <TargetDetails at={at} node={node} />
        </div>
      )}
      <RemarkList remarks={remarksOfNode(remarks, at, open ? ['overrides', 'concurrentMax'] : [])} />
    </div>
  );
}
