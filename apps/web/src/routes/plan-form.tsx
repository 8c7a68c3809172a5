'use client';
import clsx from 'clsx';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Notice } from '../ui/notice.tsx';
import { usePlanEditor } from './editor-context.tsx';
import type { EditorState } from './editor-state.ts';
import { keyOf } from './node-keys.ts';
import { type NodePath, rootPath } from './node-path.ts';
import { NodeView } from './node-view.tsx';
import { PlanSettings } from './plan-settings.tsx';

/** Where Alt and arrows mean something of their own. */
const ownArrows = 'select, textarea';

function nodeOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-node]') : null;
}

/** Takes the focus to a node that was moved or made: to the control that was used, where the node has it. */
function useNodeFocus(form: React.RefObject<HTMLElement | null>, focus: EditorState['focus']) {
  const used = useRef<string>(undefined);
  const seen = useRef(focus?.nth ?? 0);
  useEffect(() => {
    if (focus === undefined || focus.nth === seen.current) return;
    seen.current = focus.nth;
    const node = form.current?.querySelector<HTMLElement>(`[data-node="${focus.at}"]`);
    if (!node) return;
    const control =
      used.current === undefined ? null : node.querySelector<HTMLElement>(`[data-control="${used.current}"]`);
    const fits = control !== null && !control.matches(':disabled') && nodeOf(control) === node;
    const first = node.querySelector<HTMLElement>('[data-node-focus]');
    const target = fits ? control : (first?.querySelector<HTMLElement>('select') ?? first);
    // A menu that closes gives the focus back first.
    requestAnimationFrame(() => {
      target?.focus({ preventScroll: true });
      node.scrollIntoView({ block: 'nearest' });
    });
  }, [focus, form]);
  return (target: EventTarget | null) => {
    const control = target instanceof Element ? target.closest('[data-control]') : null;
    used.current = control?.getAttribute('data-control') ?? undefined;
  };
}

/** The plan as a form: its tree, and what holds for all of it. */
export function PlanForm({ state, isReadOnly }: { readonly state: EditorState; readonly isReadOnly: boolean }) {
  const form = useRef<HTMLFieldSetElement>(null);
  const { plan, edit } = usePlanEditor();
  const noteControl = useNodeFocus(form, state.focus);
  const isBroken = state.broken !== undefined;
  const move = (event: KeyboardEvent, by: -1 | 1) => {
    const at: NodePath | undefined = nodeOf(event.target)?.dataset['node'];
    if (at === undefined || (event.target instanceof Element && event.target.closest(ownArrows) !== null)) return;
    event.preventDefault();
    edit({ do: 'move', at, by });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    noteControl(event.target);
    if (!event.altKey) return;
    if (event.key === 'ArrowUp') move(event, -1);
    if (event.key === 'ArrowDown') move(event, 1);
  };
  return (
    <div className="grid min-w-0 grid-cols-1 gap-3">
      {state.broken?.[0] !== undefined && (
        <Notice kind="warn" title="The JSON is no plan as it stands">
          The form shows the last plan that was one, and waits until the JSON is mended or tidied.
        </Notice>
      )}
      <fieldset
        ref={form}
        disabled={isReadOnly || isBroken}
        inert={isBroken}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => noteControl(event.target)}
        className={clsx('grid min-w-0 grid-cols-1 gap-4 transition-opacity', isBroken && 'opacity-50')}
      >
        <legend className="sr-only">The plan as a form</legend>
        <NodeView key={keyOf(plan.strategy)} at={rootPath} node={plan.strategy} />
        <div className="grid grid-cols-1 gap-2">
          <h2 className="text-base font-semibold">For every target</h2>
          <PlanSettings />
        </div>
      </fieldset>
    </div>
  );
}
