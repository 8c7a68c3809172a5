'use client';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { TextArea } from '../ui/input.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { readTools, sampleTools, type ToolChoice, toolChoices } from './tools.ts';
import type { PlaygroundState } from './use-playground.ts';

const choiceWords: Readonly<Record<ToolChoice, string>> = { auto: 'May call', required: 'Must call', none: 'May not' };

function Editor({ state, onClose }: { readonly state: PlaygroundState; readonly onClose: () => void }) {
  const { draft, change } = state;
  const read = readTools(draft.tools);
  return (
    <div className="grid grid-cols-1 gap-4">
      <Field
        label="Tools"
        error={'fault' in read ? read.fault : undefined}
        help="A list in OpenAI’s form. The sandbox calls a tool whose name stands in the prompt."
      >
        <TextArea
          className="min-h-[46vh] font-mono text-sm"
          spellCheck={false}
          autoComplete="off"
          placeholder="[]"
          value={draft.tools}
          onChange={(event) => change({ tools: event.target.value })}
        />
      </Field>
      <div>
        <Segmented
          label="What the model does with tools"
          choices={toolChoices.map((value) => ({ value, label: choiceWords[value] }))}
          value={draft.toolChoice}
          onChange={(toolChoice) => change({ toolChoice })}
        />
      </div>
      <DialogActions>
        <Button onClick={() => change({ tools: sampleTools })}>Use a sample</Button>
        <Button onClick={() => change({ tools: '' })} disabled={draft.tools === ''}>
          Remove all
        </Button>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </div>
  );
}

/** The tools that models are offered, by name, and the way to edit them. */
export function ToolsField({ state }: { readonly state: PlaygroundState }) {
  const [open, setOpen] = useState(false);
  const { draft, isReady } = state;
  const read = readTools(draft.tools);
  const names = 'tools' in read ? read.tools.map((tool) => tool.function.name) : [];
  return (
    <section aria-label="Tools" className="grid grid-cols-1 gap-1.5">
      <div className="flex items-center justify-between gap-2">
        <p className="text-sm font-medium">Tools</p>
        <Button size="sm" disabled={!isReady} onClick={() => setOpen(true)}>
          {draft.tools.trim() === '' ? 'Add' : 'Edit'}
          <span className="sr-only"> tools</span>
        </Button>
      </div>
      {'fault' in read && <p className="text-sm text-bad">{read.fault}</p>}
      {names.length > 0 && (
        <ul className="flex flex-wrap gap-1">
          {names.map((name) => (
            <li key={name} className="rounded-sm bg-hover px-1.5 font-mono text-xs [overflow-wrap:anywhere]">
              {name}
            </li>
          ))}
        </ul>
      )}
      {names.length > 0 && draft.toolChoice !== 'auto' && (
        <p className="text-xs text-quiet">
          The model {draft.toolChoice === 'none' ? 'may not call them.' : 'must call one.'}
        </p>
      )}
      <Dialog open={open} onOpenChange={setOpen} title="Tools" shape="side">
        <Editor state={state} onClose={() => setOpen(false)} />
      </Dialog>
    </section>
  );
}
