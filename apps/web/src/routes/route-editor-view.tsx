'use client';
import type { RouteView } from '@weir/services/routes/view';
import dynamic from 'next/dynamic';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useMay } from '../shell/viewer.tsx';
import { Notice } from '../ui/notice.tsx';
import { Page } from '../ui/page.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { type PlanEditor, PlanEditorProvider } from './editor-context.tsx';
import { EditorTabs } from './editor-tabs.tsx';
import { JsonEditor } from './json-editor.tsx';
import { PlanForm } from './plan-form.tsx';
import { planSaid } from './plan-said.ts';
import { RemarkSummary } from './remark-summary.tsx';
import type { RouteTask } from './route-dialogs.tsx';
import { HistoryButtons, RouteAbout, RouteActions } from './route-head.tsx';
import { SaveMark } from './save-mark.tsx';
import { shownPlan } from './use-draft-save.ts';
import { usePlanSurroundings } from './use-plan-surroundings.ts';
import { type RouteEditor, useRouteEditor } from './use-route-editor.ts';

// What is not seen at first loads at its first use.
const CallPanel = dynamic(() => import('./call-panel.tsx').then((module) => module.CallPanel), { ssr: false });
const DryRunPanel = dynamic(() => import('./dry-run-panel.tsx').then((module) => module.DryRunPanel), { ssr: false });
const ReplayPanel = dynamic(() => import('../replay/replay-panel.tsx').then((module) => module.ReplayPanel), {
  ssr: false,
});
const VersionsPanel = dynamic(() => import('./versions-panel.tsx').then((module) => module.VersionsPanel), {
  ssr: false,
});
const PublishDialog = dynamic(() => import('./publish-dialog.tsx').then((module) => module.PublishDialog), {
  ssr: false,
});
const RouteDialogs = dynamic(() => import('./route-dialogs.tsx').then((module) => module.RouteDialogs), { ssr: false });

/** Whatever is typed in has an undo of its own. */
const typedIn = 'input, textarea';

function undoKeys(editor: RouteEditor) {
  return (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target instanceof Element && event.target.matches(typedIn)) return;
    event.preventDefault();
    editor.dispatch({ kind: event.shiftKey ? 'redo' : 'undo' });
  };
}

/** Asks before the page is left while something is not saved. */
function useLeaveGuard(isSaved: boolean): void {
  useEffect(() => {
    if (isSaved) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSaved]);
}

/** Why there is nothing to publish now; undefined where there is. */
function publishObstacle(route: RouteView, { state, isSound, save }: RouteEditor): string | undefined {
  if (!isSound) return 'There is something to mend first.';
  if (save.state.kind === 'conflict') return 'Somebody else has changed the draft.';
  if (planSaid(state.plan) === planSaid(route.plan)) return 'The published version says the same.';
  return undefined;
}

type PanelProps = { readonly route: RouteView; readonly editor: RouteEditor; readonly mayWrite: boolean };

function usePanels({ route, editor, mayWrite }: PanelProps) {
  const { state, dispatch, textRemarks, isSound, save } = editor;
  const onRolledBack = (after: RouteView) => {
    const shown = shownPlan(after);
    if (after.hasDraft || shown === null) return;
    dispatch({ kind: 'replace', plan: shown });
    save.settle(after, shown);
  };
  return [
    {
      value: 'json',
      label: 'JSON',
      content: (
        <div className="flex flex-col lg:h-[calc(100dvh-8.75rem)]">
          <JsonEditor
            text={state.text}
            remarks={textRemarks}
            isReadOnly={!mayWrite}
            onType={editor.type}
            onTidy={() => dispatch({ kind: 'tidy' })}
          />
        </div>
      ),
    },
    ...(mayWrite
      ? [
          {
            value: 'dry-run',
            label: 'Dry run',
            content: <DryRunPanel route={route} plan={state.plan} isSound={isSound} />,
          },
          {
            value: 'replay',
            label: 'Replay',
            content: <ReplayPanel route={route} plan={state.plan} isSound={isSound} />,
          },
        ]
      : []),
    {
      value: 'versions',
      label: 'Versions',
      content: <VersionsPanel route={route} plan={state.plan} mayWrite={mayWrite} onRolledBack={onRolledBack} />,
    },
    { value: 'call', label: 'Call it', content: <CallPanel route={route} /> },
  ];
}

function Notices({ route, editor, mayWrite }: PanelProps) {
  const { save, dispatch } = editor;
  const onTheirs = (theirs: RouteView) => {
    const plan = shownPlan(theirs);
    if (plan === null) return;
    dispatch({ kind: 'replace', plan });
    save.settle(theirs, plan);
  };
  return (
    <>
      {route.archivedAt !== null && (
        <Notice kind="warn" title="This route is archived">
          Nobody can call it, and it can no longer be changed.
        </Notice>
      )}
      {!mayWrite && route.archivedAt === null && (
        <Notice>You can look at this route. Owners, admins and developers change it.</Notice>
      )}
      {save.state.kind === 'conflict' && (
        <ConflictNotice id={route.id} message={save.state.message} onTheirs={onTheirs} onMine={save.overrule} />
      )}
    </>
  );
}

/** The editor of a route: the plan as a form and as JSON, and what can be asked of it before it is published. */
export function RouteEditorView({ route }: { readonly route: RouteView }) {
  const mayWrite = useMay('route.write') && route.archivedAt === null;
  const editor = useRouteEditor(route, mayWrite);
  const around = usePlanSurroundings(route.projectId);
  const [publishing, setPublishing] = useState(false);
  const [task, setTask] = useState<RouteTask>();
  const { state, edit, remarks, save, dispatch } = editor;
  const panels = usePanels({ route, editor, mayWrite });
  const obstacle = publishObstacle(route, editor);
  useLeaveGuard(!mayWrite || save.state.kind === 'saved');
  const context: PlanEditor = useMemo(
    () => ({ ...around, plan: state.plan, edit, remarks }),
    [around, edit, remarks, state.plan],
  );
  const actions = mayWrite && (
    <>
      <SaveMark state={save.state} route={route} />
      <HistoryButtons editor={editor} />
      <RouteActions
        route={route}
        canPublish={obstacle === undefined}
        why={obstacle}
        onPublish={() => setPublishing(true)}
        onTask={setTask}
      />
    </>
  );
  return (
    <PlanEditorProvider editor={context}>
      <section onKeyDown={undoKeys(editor)} onFocus={editor.prepare} aria-label={`Editor of ${route.name}`}>
        <Page
          title={<span className="font-mono [overflow-wrap:anywhere]">{route.name}</span>}
          description={<RouteAbout route={route} />}
          actions={actions}
        >
          <Notices route={route} editor={editor} mayWrite={mayWrite} />
          <EditorTabs
            bar={<RemarkSummary remarks={remarks} isBroken={(state.broken ?? []).length > 0} />}
            content={<PlanForm state={state} isReadOnly={!mayWrite} />}
            tabs={panels}
          />
        </Page>
      </section>
      {publishing && (
        <PublishDialog
          route={route}
          plan={state.plan}
          save={save}
          warnings={remarks.length}
          onClose={() => setPublishing(false)}
        />
      )}
      {task !== undefined && (
        <RouteDialogs
          task={task}
          route={route}
          onClose={() => setTask(undefined)}
          onDiscarded={(after) => {
            if (after.plan === null) return;
            dispatch({ kind: 'replace', plan: after.plan });
            save.settle(after, after.plan);
          }}
        />
      )}
    </PlanEditorProvider>
  );
}
