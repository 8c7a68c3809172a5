'use client';
import type { Strategy } from '@weir/routing/route-plan';
import clsx from 'clsx';
import { ChevronDown, ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useId, useState } from 'react';
import { strategyWords } from '../routes-list/strategy-words.ts';
import { IconButton } from '../ui/button.tsx';
import { AddChild } from './add-child.tsx';
import { ChoiceField } from './choice-field.tsx';
import { usePlanEditor } from './editor-context.tsx';
import { type GroupNode, groupKinds } from './group-kinds.ts';
import { GroupOptions } from './group-options.tsx';
import { kindWords } from './kind-words.ts';
import { NodeActions } from './node-actions.tsx';
import { keyOf } from './node-keys.ts';
import type { NodePath } from './node-path.ts';
import type { ViewNode } from './node-view-props.ts';
import { remarksOfNode } from './remark.ts';
import { RemarkList } from './remark-list.tsx';
import { ShareMark, shareAmong, WeightField } from './weight-field.tsx';

const RulesView = dynamic(() => import('./rules-view.tsx').then((module) => module.RulesView));

type Props = {
  readonly at: NodePath;
  readonly node: GroupNode;
  readonly isWeighed: boolean;
  readonly view: ViewNode;
};

const choices = groupKinds.map((kind) => ({ value: kind, label: kindWords[kind].name }));

/** What stands before a child: its place where order counts, its share where it is drawn. */
function Mark({ node, child, nth }: { readonly node: Strategy; readonly child: Strategy; readonly nth: number }) {
  if (node.kind === 'weighted') return <ShareMark share={shareAmong(child, node.children)} />;
  if (node.kind === 'fallback' || node.kind === 'race') return nth + 1;
  return <span aria-hidden="true">·</span>;
}

type ListNode = Exclude<GroupNode, { kind: 'conditional' }>;

function Children({ at, node, view: View }: Omit<Props, 'node' | 'isWeighed'> & { readonly node: ListNode }) {
  const isWeighed = node.kind === 'weighted';
  return (
    <ol className="grid grid-cols-1 gap-2.5" aria-label={`${kindWords[node.kind].name}: what it chooses from`}>
      {node.children.map((child, nth) => (
        <li key={keyOf(child)} className="flex min-w-0 gap-2">
          <span
            className={clsx(
              'shrink-0 pt-1.5 text-right text-xs text-quiet tabular',
              isWeighed ? 'w-10' : 'w-4 max-sm:w-3',
            )}
          >
            <Mark node={node} child={child} nth={nth} />
          </span>
          <div className="min-w-0 flex-1">
            <View at={`${at}.children.${nth}`} node={child} isWeighed={isWeighed} />
          </div>
        </li>
      ))}
    </ol>
  );
}

function Head({
  at,
  node,
  isWeighed,
  open,
  onOpen,
  body,
}: Omit<Props, 'view'> & { readonly open: boolean; readonly onOpen: (open: boolean) => void; readonly body: string }) {
  const { edit } = usePlanEditor();
  const { name, does, icon: Icon } = kindWords[node.kind];
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <header className="flex min-w-0 items-center gap-1.5">
      <IconButton
        size="sm"
        className="-mr-1 -ml-1"
        label={`${open ? 'Fold' : 'Unfold'} ${name}`}
        aria-expanded={open}
        aria-controls={open ? body : undefined}
        data-control="fold"
        onClick={() => onOpen(!open)}
      >
        <Chevron className="size-3.5" aria-hidden="true" />
      </IconButton>
      <Icon aria-hidden="true" className="size-4 shrink-0 text-accent max-sm:hidden" />
      <span data-node-focus="" className="w-33 shrink-0">
        <ChoiceField
          label="Kind of group"
          hideLabel
          control="kind"
          choices={choices}
          value={node.kind}
          onChange={(kind) => edit({ do: 'kind', at, kind })}
        />
      </span>
      <p
        className="min-w-0 flex-1 truncate text-xs text-quiet max-sm:invisible"
        title={open ? does : strategyWords(node)}
      >
        {open ? does : strategyWords(node)}
      </p>
      {isWeighed && <WeightField at={at} node={node} name={name} />}
      <NodeActions at={at} name={name} />
    </header>
  );
}

/** A node that chooses: its kind, what it is told, and its children. */
export function GroupCard({ at, node, isWeighed, view }: Props) {
  const [open, setOpen] = useState(true);
  const body = useId();
  const { remarks } = usePlanEditor();
  return (
    <section
      aria-label={kindWords[node.kind].name}
      className="grid min-w-0 grid-cols-1 gap-2.5 rounded-lg border border-line bg-surface p-2 pl-2.5"
    >
      <Head at={at} node={node} isWeighed={isWeighed} open={open} onOpen={setOpen} body={body} />
      <RemarkList remarks={remarksOfNode(remarks, at, [])} className="pl-6" />
      {open && (
        <div id={body} className="grid min-w-0 grid-cols-1 gap-3">
          <div className="flex flex-wrap items-start gap-2.5 pl-6 empty:hidden max-sm:pl-0">
            <GroupOptions at={at} node={node} />
          </div>
          {node.kind === 'conditional' ? (
            <RulesView at={at} node={node} view={view} />
          ) : (
            <Children at={at} node={node} view={view} />
          )}
          <div className="pl-4 max-sm:pl-3">
            <AddChild at={at} node={node} />
          </div>
        </div>
      )}
    </section>
  );
}
