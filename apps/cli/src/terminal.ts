import type { Say } from './supervise/part.ts';

type Signal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Whoever runs the command: what they see and how they ask for an end. Tests bring their own. */
export type Terminal = {
  /** One line of progress. */
  readonly say: Say;
  /** Text as it is. */
  readonly print: (text: string) => void;
  readonly stdout: NodeJS.WritableStream;
  /** True when a person watches; else somebody collects the output. */
  readonly interactive: boolean;
  readonly nowMs: () => number;
  readonly signals: { on(signal: Signal, listener: () => void): unknown };
  /** Ends this process with `code` in a moment, whatever still runs. */
  readonly exitSoon: (code: number) => void;
};

const graceMs = 3_000;

/** This process' own terminal. */
export function processTerminal(): Terminal {
  return {
    say: (line) => process.stdout.write(`weir: ${line}\n`),
    print: (text) => process.stdout.write(text),
    stdout: process.stdout,
    interactive: process.stdout.isTTY === true,
    nowMs: () => performance.now(),
    signals: process,
    exitSoon: (code) => setTimeout(() => process.exit(code), graceMs).unref(),
  };
}
