import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { env } from './env.ts';

const endWithParent = import.meta.resolve('@weir/runtime/end-with-parent');

export type ManagedOptions = {
  readonly name: string;
  /** Node arguments, the entry file first. */
  readonly args: readonly string[];
  /** Added to PATH and nothing else of this process's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Answers 200 once the process is ready. */
  readonly readyUrl: string;
  readonly readyWithinMs?: number;
  /** Gets what it writes, as it comes. */
  readonly onOutput?: (text: string) => void;
  /** Pins the process to a core, for the bench. */
  readonly core?: number;
  /** It runs only while nobody else would, for the bench. */
  readonly yielding?: boolean;
};

/** A process of the product under test: started, killed and started again at will. */
export type ManagedProcess = {
  /** Of the process itself; changes with each start. */
  pid(): number;
  /** Sends `signal` and waits until the process is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it (again) and waits until it is ready. */
  start(): Promise<void>;
  /** Everything it wrote since its first start. */
  output(): string;
};

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false;
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

/** A handle on a process that `start` will run with this Node. */
export function managedProcess(options: ManagedOptions): ManagedProcess {
  let child: ChildProcess | undefined;
  const output: string[] = [];
  const current = (): ChildProcess => {
    if (child === undefined) throw new Error(`${options.name} was never started.`);
    return child;
  };

  const waitUntilReady = async (started: ChildProcess) => {
    const deadline = Date.now() + (options.readyWithinMs ?? 30_000);
    while (!(await answers(options.readyUrl))) {
      if (!isRunning(started))
        throw new Error(`${options.name} ended while it started:\n${output.slice(-40).join('')}`);
      if (Date.now() > deadline)
        throw new Error(`${options.name} was not ready in time:\n${output.slice(-40).join('')}`);
      await sleep(25);
    }
  };

  return {
    pid: () => current().pid ?? 0,
    output: () => output.join(''),
    async kill(signal) {
      const target = current();
      if (!isRunning(target)) return;
      const gone = once(target, 'exit');
      target.kill(signal);
      await gone;
    },
    async start() {
      const pinned = options.core === undefined ? [] : ['taskset', '-c', String(options.core)];
      const yielding = options.yielding === true ? ['chrt', '--idle', '0'] : [];
      const node = [process.execPath, '--import', endWithParent];
      const [command = '', ...args] = [...yielding, ...pinned, ...node, ...options.args];
      const started = spawn(command, args, {
        env: { PATH: env.PATH, ...options.env },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      child = started;
      const heard = (data: unknown) => {
        output.push(String(data));
        options.onOutput?.(String(data));
      };
      for (const stream of [started.stdout, started.stderr]) stream?.on('data', heard);
      // What it was started for may end without it: it ends then, too.
      started.channel?.unref();
      await waitUntilReady(started);
    },
  };
}
