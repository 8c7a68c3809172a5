import type { RoutePlan } from '@weir/routing/route-plan';
import { formatJson } from './format-json.ts';
import { keepKeys } from './node-keys.ts';
import type { NodePath } from './node-path.ts';
import { editPlan, type PlanEdit } from './plan-edit.ts';
import type { Read, TextFault } from './read-plan.ts';

/**
 * What the editor holds. The form shows `plan`. While `broken` is absent `text` is JSON of that very plan; else `text` is
 * what was typed and says no plan, and the form shows the last one. An empty `broken`: it has not been read yet.
 */
export type EditorState = {
  readonly plan: RoutePlan;
  readonly text: string;
  readonly broken?: readonly TextFault[];
  readonly past: readonly RoutePlan[];
  readonly future: readonly RoutePlan[];
  /** What the last step was about: typing on in one field is one step. */
  readonly merge?: string;
  /** Where the focus belongs after a form edit that moved things; `nth` rises with each. */
  readonly focus?: { readonly at: NodePath; readonly nth: number };
};

export type EditorAction =
  | { readonly kind: 'edit'; readonly edit: PlanEdit; readonly merge?: string }
  /** `read`: what the text says; undefined while what reads it is on its way. */
  | { readonly kind: 'type'; readonly text: string; readonly read: Read | undefined }
  /** The text is written anew from the plan: what was typed and is no plan is gone. */
  | { readonly kind: 'tidy' }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' }
  /** Another plan, such as an earlier version; the one before can be had back by undo. */
  | { readonly kind: 'replace'; readonly plan: RoutePlan }
  /** The plan of somebody else: there is nothing to undo. */
  | { readonly kind: 'open'; readonly plan: RoutePlan };

const stepsMax = 200;

/** The editor over a plan that was just opened. */
export function openEditor(plan: RoutePlan): EditorState {
  return { plan, text: formatJson(plan), past: [], future: [] };
}

type Next = { readonly plan: RoutePlan; readonly text: string; readonly merge?: string | undefined };

/** A step: what was before can be undone, unless it belongs to the same typing. */
function stepped(state: EditorState, { plan, text, merge }: Next): EditorState {
  const isSame = merge !== undefined && merge === state.merge;
  const past = isSame ? state.past : [...state.past, state.plan].slice(-stepsMax);
  return { plan, text, past, future: [], ...(merge === undefined ? {} : { merge }), ...focusOf(state) };
}

const focusOf = ({ focus }: EditorState) => (focus === undefined ? {} : { focus });

/** Edits that take a node elsewhere, or bring a new one. */
const moving = new Set<PlanEdit['do']>(['add', 'wrap', 'unwrap', 'move', 'duplicate', 'remove', 'kind']);

function edited(state: EditorState, edit: PlanEdit, merge: string | undefined): EditorState {
  const { plan, at } = editPlan(state.plan, edit);
  if (plan === state.plan) return state;
  const next = stepped(state, { plan, text: formatJson(plan), merge });
  return moving.has(edit.do) ? { ...next, focus: { at, nth: (state.focus?.nth ?? 0) + 1 } } : next;
}

function typed(state: EditorState, text: string, read: Read | undefined): EditorState {
  if (read === undefined) return { ...state, text, broken: [] };
  if (read.kind === 'broken') return { ...state, text, broken: read.faults };
  keepKeys(state.plan.strategy, read.plan.strategy);
  return stepped(state, { plan: read.plan, text, merge: 'json' });
}

function travelled(state: EditorState, way: 'undo' | 'redo'): EditorState {
  const { past, future } = state;
  const plan = way === 'undo' ? past.at(-1) : future.at(0);
  if (plan === undefined) return state;
  const rest =
    way === 'undo'
      ? { past: past.slice(0, -1), future: [state.plan, ...future] }
      : { past: [...past, state.plan], future: future.slice(1) };
  return { plan, text: formatJson(plan), ...rest, ...focusOf(state) };
}

/** What comes of an action. Form and JSON say the same afterwards, or `broken` says why not. */
export function reduceEditor(state: EditorState, action: EditorAction): EditorState {
  switch (action.kind) {
    case 'edit':
      return edited(state, action.edit, action.merge);
    case 'type':
      return typed(state, action.text, action.read);
    case 'tidy': {
      const { plan, past, future } = state;
      return { plan, text: formatJson(plan), past, future, ...focusOf(state) };
    }
    case 'undo':
    case 'redo':
      return travelled(state, action.kind);
    case 'replace':
      return stepped(state, { plan: action.plan, text: formatJson(action.plan) });
    case 'open':
      return openEditor(action.plan);
  }
}
