'use client';
import type { RoutePlan } from '@weir/routing/route-plan';
import type { RouteView } from '@weir/services/routes/view';
import { useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { type EditorAction, type EditorState, openEditor, reduceEditor } from './editor-state.ts';
import type { TextRemark } from './json-editor.tsx';
import { placeOfPath, placesIn } from './json-places.ts';
import type { PlanEdit } from './plan-edit.ts';
import type { Remark } from './remark.ts';
import { useCheck } from './use-check.ts';
import { type DraftSave, shownPlan, useDraftSave } from './use-draft-save.ts';
import { usePlanReader } from './use-plan-reader.ts';

export type RouteEditor = {
  readonly state: EditorState;
  readonly dispatch: (action: EditorAction) => void;
  readonly edit: (edit: PlanEdit, merge?: string) => void;
  /** Takes what was typed as JSON. */
  readonly type: (text: string) => void;
  /** Somebody is about to edit: what that needs is fetched. */
  readonly prepare: () => void;
  /** What there is to say about the plan that the form shows. */
  readonly remarks: readonly Remark[];
  /** What there is to say about the text. */
  readonly textRemarks: readonly TextRemark[];
  /** Form and text say one plan, and nothing keeps it from being saved. */
  readonly isSound: boolean;
  readonly save: DraftSave;
};

/** Where a route without any plan begins. */
const firstPlan: RoutePlan = {
  strategy: { kind: 'fallback', children: [{ kind: 'target', provider: 'sandbox', model: 'fast' }] },
};

function remarksInText({ text, broken }: EditorState, remarks: readonly Remark[]): readonly TextRemark[] {
  if (broken !== undefined) return broken.map((fault) => ({ ...fault, tone: 'bad' as const }));
  if (remarks.length === 0) return [];
  const places = placesIn(text);
  return remarks.map((remark) => ({ ...remark, place: placeOfPath(places, remark.path) }));
}

/** The one state of form, JSON and draft of a route. */
export function useRouteEditor(route: RouteView, mayWrite: boolean): RouteEditor {
  const [state, dispatch] = useReducer(reduceEditor, shownPlan(route) ?? firstPlan, openEditor);
  const [opened] = useState(state.plan);
  const [isPrepared, setPrepared] = useState(false);
  const isEdited = state.plan !== opened || state.broken !== undefined;
  const reader = usePlanReader(mayWrite && (isPrepared || isEdited));
  const remarks = useCheck({ route, plan: state.plan, reader, enabled: mayWrite });
  // The server keeps no plan that is not sound: only an edit can have made it so.
  const isChecked = reader !== undefined || !isEdited;
  const isSound = isChecked && state.broken === undefined && remarks.every(({ tone }) => tone !== 'bad');
  const save = useDraftSave({ route, plan: state.plan, isSound, enabled: mayWrite });
  const edit = useCallback(
    (made: PlanEdit, merge?: string) =>
      dispatch({ kind: 'edit', edit: made, ...(merge === undefined ? {} : { merge }) }),
    [],
  );
  const type = useCallback((text: string) => dispatch({ kind: 'type', text, read: reader?.readPlan(text) }), [reader]);
  const unread = state.broken?.length === 0 ? state.text : undefined;
  useEffect(() => {
    if (unread !== undefined && reader !== undefined) type(unread);
  }, [reader, type, unread]);
  const prepare = useCallback(() => setPrepared(true), []);
  const textRemarks = useMemo(() => remarksInText(state, remarks), [state, remarks]);
  return { state, dispatch, edit, type, prepare, remarks, textRemarks, isSound, save };
}
