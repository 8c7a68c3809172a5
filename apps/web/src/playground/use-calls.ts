'use client';
import { useEffect, useRef } from 'react';
import { ask } from './ask.ts';
import type { Answer } from './conversation.ts';
import type { ChatRequest } from './to-request.ts';

export type Column = 0 | 1;

type Run = { readonly request: ChatRequest; readonly onAnswer: (answer: Answer) => void };

const paceMs = 50;

/** Tells `listener` of the newest answer at most every 50 ms: a page cannot be drawn for every token. */
function paced(listener: (answer: Answer) => void) {
  let newest: Answer | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    if (newest !== undefined) listener(newest);
  };
  return {
    tell(answer: Answer) {
      newest = answer;
      timer ??= setTimeout(tell, paceMs);
    },
    end: () => clearTimeout(timer),
  };
}

/** Makes the calls of the columns, one at a time in each. They end when the page is left. */
export function useCalls(where: { readonly organization: string; readonly projectId: string }) {
  const running = useRef(new Map<Column, AbortController>());
  useEffect(() => {
    const { current } = running;
    return () => {
      for (const each of current.values()) each.abort();
      current.clear();
    };
  }, []);
  return {
    run(column: Column, { request, onAnswer }: Run) {
      running.current.get(column)?.abort();
      const controller = new AbortController();
      running.current.set(column, controller);
      const isCurrent = () => running.current.get(column) === controller;
      const { tell, end } = paced((answer) => isCurrent() && onAnswer(answer));
      void ask({ ...where, request, signal: controller.signal, onProgress: tell }).then((answer) => {
        end();
        if (!isCurrent()) return;
        running.current.delete(column);
        onAnswer(answer);
      });
    },
    /** Ends what is under way; its answer is what has come. */
    stop: () => {
      for (const each of running.current.values()) each.abort();
    },
    /** Ends what is under way, and forgets it. */
    drop: (column: Column) => {
      running.current.get(column)?.abort();
      running.current.delete(column);
    },
  };
}
