'use client';
import { lastAnswer } from './conversation.ts';
import type { PlaygroundState } from './use-playground.ts';

const words = { streaming: 'is answering', done: 'has answered', stopped: 'was stopped', failed: 'failed' } as const;

/** Tells those who do not see the page how the calls stand; not every token. */
export function StatusWords({ state }: { readonly state: PlaygroundState }) {
  const { columns, draft, modelOf } = state;
  const sentences = columns.flatMap((column) => {
    const answer = lastAnswer(draft.conversations[column]);
    return answer === undefined ? [] : `${modelOf(column)} ${words[answer.state]}.`;
  });
  return (
    <p role="status" className="sr-only">
      {sentences.join(' ')}
    </p>
  );
}
