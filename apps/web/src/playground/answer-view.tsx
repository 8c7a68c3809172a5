'use client';
import { RotateCcw } from 'lucide-react';
import dynamic from 'next/dynamic';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { AnswerFailure } from './answer-failure.tsx';
import type { Answer, AnswerTurn, ToolCall } from './conversation.ts';
import { ReceiptLine } from './receipt-line.tsx';
import type { ShownAs } from './shown-as.ts';
import { ToolCallsView } from './tool-calls-view.tsx';

const AnswerMarkdown = dynamic(() => import('./answer-markdown.tsx').then((module) => module.AnswerMarkdown), {
  ssr: false,
  loading: () => <Skeleton className="h-4 w-2/3" />,
});

function Plain({ text }: { readonly text: string }) {
  return <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{text}</p>;
}

/** Why a model stopped, where that is more than that it had said all. */
const finishWords: Readonly<Record<string, string>> = {
  length: 'Cut at the limit of tokens.',
  content_filter: 'Held back by the provider’s content filter.',
};

function Said({ answer, view }: { readonly answer: Answer; readonly view: ShownAs }) {
  const { text, reasoning, state, toolCalls } = answer;
  const isWaiting = state === 'streaming' && text === '' && reasoning === '' && toolCalls.length === 0;
  return (
    <>
      {reasoning !== '' && (
        <details className="rounded-md border border-line px-3 py-2 text-sm text-quiet" open={text === ''}>
          <summary className="font-medium">Thinking</summary>
          <p className="mt-1.5 whitespace-pre-wrap [overflow-wrap:anywhere]">{reasoning}</p>
        </details>
      )}
      {isWaiting && <Skeleton className="h-4 w-40" />}
      {text !== '' && (view === 'raw' ? <Plain text={text} /> : <AnswerMarkdown text={text} />)}
    </>
  );
}

type Props = {
  readonly turn: AnswerTurn;
  readonly view: ShownAs;
  /** The calls of tools that wait for their result. */
  readonly open: readonly ToolCall[];
  readonly onResults: (results: Readonly<Record<string, string>>) => void;
  /** Asks for this answer again. */
  readonly onAgain?: () => void;
};

/** What a model answered: thoughts, text, calls of tools, what went wrong, and below it what the call did and cost. */
export function AnswerView({ turn: { model, answer }, view, open, onResults, onAgain }: Props) {
  const { state, text, toolCalls, error, finishReason, callId, dropped } = answer;
  const why = state === 'stopped' ? 'Stopped.' : finishWords[finishReason ?? ''];
  const isEmpty = state === 'done' && text === '' && toolCalls.length === 0;
  return (
    <article className="grid grid-cols-1 gap-2.5" aria-busy={state === 'streaming'}>
      <header className="flex min-h-7 items-center gap-1">
        <h2 className="min-w-0 flex-1 truncate font-mono text-xs font-medium text-quiet">{model}</h2>
        {text !== '' && <CopyButton text={text} label="Copy the answer" />}
        {onAgain !== undefined && state !== 'streaming' && (
          <Button size="sm" look="quiet" onClick={onAgain}>
            <RotateCcw className="size-3.5" aria-hidden="true" />
            Again
          </Button>
        )}
      </header>
      <Said answer={answer} view={view} />
      {isEmpty && <p className="text-sm text-quiet">The model answered with no words.</p>}
      {toolCalls.length > 0 && <ToolCallsView calls={toolCalls} open={open} onResults={onResults} />}
      {error !== undefined && <AnswerFailure error={error} />}
      {why !== undefined && <p className="text-sm text-quiet">{why}</p>}
      {dropped !== undefined && (
        <p className="text-xs text-quiet">
          Sent without <code>{dropped}</code>: this model’s provider does not take it.
        </p>
      )}
      {callId !== undefined && state !== 'streaming' && <ReceiptLine callId={callId} />}
    </article>
  );
}
