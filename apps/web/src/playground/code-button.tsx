'use client';
import { Code } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { PlaygroundState } from './use-playground.ts';

const CodeView = dynamic(() => import('./code-view.tsx').then((module) => module.CodeView), { ssr: false });

/** Shows what was said, and the prompt that is being written, as a program. */
export function CodeButton({ state }: { readonly state: PlaygroundState }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" disabled={!state.isReady} onClick={() => setOpen(true)}>
        <Code className="size-3.5" aria-hidden="true" />
        As code
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="As code" shape="wide">
        <CodeView state={state} />
      </Dialog>
    </>
  );
}
