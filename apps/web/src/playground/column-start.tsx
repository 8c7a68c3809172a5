'use client';
import { Button } from '../ui/button.tsx';
import { focusPrompt } from './prompt-id.ts';
import { samplePrompt, sampleTools } from './tools.ts';
import type { PlaygroundState } from './use-playground.ts';

/** Stands where nothing was said yet. */
export function ColumnStart({ state, isFirst }: { readonly state: PlaygroundState; readonly isFirst: boolean }) {
  const { change, draft, isReady } = state;
  const begin = (fields: { readonly prompt: string; readonly tools?: string }) => {
    change(fields);
    focusPrompt();
  };
  const tools = draft.tools.trim() === '' ? { tools: sampleTools } : {};
  if (!isFirst) return <p className="py-8 text-center text-sm text-quiet">The next prompt goes to this model, too.</p>;
  return (
    <div className="grid justify-items-center gap-3 py-8 text-center text-sm text-quiet">
      <p>
        Write a prompt below, or begin with one of these. The model <code>sandbox/fast</code> answers without a provider
        key, and costs nothing.
      </p>
      <div className="flex flex-wrap justify-center gap-2">
        <Button size="sm" disabled={!isReady} onClick={() => begin({ prompt: 'What does a weir do?' })}>
          What does a weir do?
        </Button>
        <Button size="sm" disabled={!isReady} onClick={() => begin({ prompt: samplePrompt, ...tools })}>
          Call a tool
        </Button>
      </div>
    </div>
  );
}
