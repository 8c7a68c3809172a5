'use client';
import { Columns2, Eraser, SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { useUrlField } from '../client/url-field.ts';
import type { ViewerProject } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { CodeButton } from './code-button.tsx';
import { ColumnView } from './column-view.tsx';
import { Composer } from './composer.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import type { ShownAs } from './shown-as.ts';
import { StatusWords } from './status-words.tsx';
import { type PlaygroundState, usePlayground } from './use-playground.ts';

function Actions({
  state,
  view,
  onView,
  onSettings,
}: {
  readonly state: PlaygroundState;
  readonly view: ShownAs;
  readonly onView: (view: ShownAs) => void;
  readonly onSettings: () => void;
}) {
  const { columns, draft, compare, clear, isReady } = state;
  const isCompared = columns.length > 1;
  const isEmpty = draft.conversations.every((each) => each.length === 0);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Segmented
        label="How answers are shown"
        choices={[
          { value: 'text', label: 'Text' },
          { value: 'raw', label: 'Raw' },
        ]}
        value={view}
        onChange={onView}
      />
      <Button size="sm" className="lg:hidden" onClick={onSettings}>
        <SlidersHorizontal className="size-3.5" aria-hidden="true" />
        Settings
      </Button>
      <Button size="sm" aria-pressed={isCompared} onClick={() => compare(!isCompared)}>
        {isCompared ? (
          <X className="size-3.5" aria-hidden="true" />
        ) : (
          <Columns2 className="size-3.5" aria-hidden="true" />
        )}
        {isCompared ? 'End comparing' : 'Compare'}
      </Button>
      <CodeButton state={state} />
      <Button size="sm" disabled={!isReady || isEmpty} onClick={clear}>
        <Eraser className="size-3.5" aria-hidden="true" />
        Clear
      </Button>
    </div>
  );
}

/** The playground of one project: settings, one or two conversations, and where the next prompt is written. */
export function Playground({ project }: { readonly project: ViewerProject }) {
  const state = usePlayground(project);
  const [settingsOpen, setSettingsOpen] = useState(false);
  const [viewField, setViewField] = useUrlField('view');
  const view: ShownAs = viewField === 'raw' ? 'raw' : 'text';
  return (
    <div className="mx-auto flex w-full max-w-[1600px] flex-col gap-4 min-h-[calc(100dvh-3.25rem)] px-4 pt-5 pb-4 sm:px-6 lg:h-[calc(100dvh-3.25rem)]">
      <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1">
          <h1 className="text-xl">Playground</h1>
          <p className="mt-0.5 text-sm text-quiet">
            Calls of the project {project.name}, recorded and priced like all others.
          </p>
        </div>
        <Actions
          state={state}
          view={view}
          onView={(next) => setViewField(next === 'text' ? undefined : next)}
          onSettings={() => setSettingsOpen(true)}
        />
      </header>
      <div className="grid min-h-0 flex-1 grid-cols-1 gap-4 lg:grid-cols-[264px_minmax(0,1fr)]">
        <section aria-label="Settings" className="hidden min-h-0 overflow-y-auto pr-1 lg:block">
          <SettingsPanel state={state} />
        </section>
        <div className="flex min-h-0 min-w-0 flex-col gap-3">
          <div className={`grid min-h-0 flex-1 grid-cols-1 gap-3 ${state.columns.length > 1 ? 'md:grid-cols-2' : ''}`}>
            {state.columns.map((column) => (
              <ColumnView key={column} column={column} state={state} view={view} />
            ))}
          </div>
          <Composer state={state} />
        </div>
      </div>
      <Dialog open={settingsOpen} onOpenChange={setSettingsOpen} title="Settings" shape="side">
        <SettingsPanel state={state} />
      </Dialog>
      <StatusWords state={state} />
    </div>
  );
}
