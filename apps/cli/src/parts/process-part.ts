import { type ChildProcess, spawn } from 'node:child_process';
import type { Ending, Part, Running } from '../supervise/part.ts';
import { untilHealthy } from './until-healthy.ts';

const endWithParent = import.meta.resolve('@weir/runtime/end-with-parent');

const lastWordsMs = 200;

export type ProcessPart = {
  readonly name: string;
  /** A script and its arguments, run by this same Node.js. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Answers 2xx once the part works; where there is none, it works when it has lived for a moment. */
  readonly healthUrl?: string;
  /** How long it may take to become healthy. */
  readonly startMs: number;
  /** How long it may take to finish its work when stopped; then it is killed. */
  readonly stopMs: number;
  /** Takes what it writes to stdout and stderr. */
  readonly output: (chunk: Buffer) => void;
};

/** A Node.js process as a part: in its own process group, so that Ctrl-C reaches the supervisor alone. */
export function processPart(options: ProcessPart): Part {
  return { name: options.name, start: (signal) => startProcess(options, signal) };
}

async function startProcess(options: ProcessPart, signal: AbortSignal): Promise<Running> {
  const child = spawn(process.execPath, ['--import', endWithParent, ...options.args], {
    cwd: options.cwd,
    env: options.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', options.output);
  child.stderr?.on('data', options.output);
  const ended = endOf(child);
  try {
    await untilHealthy({ url: options.healthUrl, timeoutMs: options.startMs, ended, signal });
  } catch (error) {
    await stop(child, ended, signal.aborted ? options.stopMs : 0);
    throw error;
  }
  return { ended, stop: () => stop(child, ended, options.stopMs), kill: () => child.kill('SIGKILL') };
}

/** Its last words come before its end: they are waited for a moment, unless a process of its own holds them open. */
function endOf(child: ChildProcess): Promise<Ending> {
  return new Promise((settle) => {
    child.once('error', (error) => settle({ reason: error.message }));
    child.once('exit', (code, signal) => {
      const ending = { reason: signal === null ? `exit code ${code}` : `signal ${signal}` };
      child.once('close', () => settle(ending));
      setTimeout(() => settle(ending), lastWordsMs).unref();
    });
  });
}

async function stop(child: ChildProcess, ended: Promise<Ending>, stopMs: number): Promise<void> {
  child.kill('SIGTERM');
  const overdue = setTimeout(() => child.kill('SIGKILL'), stopMs);
  await ended;
  clearTimeout(overdue);
}
