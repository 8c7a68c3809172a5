'use client';
import type { RoutePlan, Strategy } from '@weir/routing/route-plan';
import { createContext, type ReactNode, use } from 'react';
import type { Model } from '../models/model.ts';
import type { ProviderKey } from '../providers/provider-key.ts';
import type { NodePath } from './node-path.ts';
import type { PlanEdit } from './plan-edit.ts';
import type { Remark } from './remark.ts';

/** What every part of the form needs: the plan, how it is changed, and what there is to say about it. */
export type PlanEditor = {
  readonly plan: RoutePlan;
  /** `merge` names the field that is typed in: typing on is one step of undo. */
  readonly edit: (edit: PlanEdit, merge?: string) => void;
  readonly remarks: readonly Remark[];
  /** Those that can be called in the project; none while they are on their way. */
  readonly models: readonly Model[];
  readonly modelOf: (provider: string, model: string) => Model | undefined;
  readonly providerName: (id: string) => string;
  readonly keys: readonly ProviderKey[];
};

const EditorContext = createContext<PlanEditor | undefined>(undefined);

/** Makes the editor known to every part of the form. */
export function PlanEditorProvider({
  editor,
  children,
}: {
  readonly editor: PlanEditor;
  readonly children: ReactNode;
}) {
  return <EditorContext value={editor}>{children}</EditorContext>;
}

/** The editor around. Throws outside of one. */
export function usePlanEditor(): PlanEditor {
  const editor = use(EditorContext);
  if (editor === undefined) throw new Error('There is no plan to edit here.');
  return editor;
}

/** Changes fields of one node; `merge` as in PlanEditor. */
export function useNodeEdit(at: NodePath): (node: Strategy, field?: string) => void {
  const { edit } = usePlanEditor();
  return (node, field) => edit({ do: 'node', at, node }, field === undefined ? undefined : `${at}.${field}`);
}
