import { type ChildProcess, spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '@weir/runtime/free-port';

const main = resolve(import.meta.dirname, '../../apps/cli/src/main.ts');

/** An instance as `npm start` runs it, on ports and data of its own. */
export type Instance = {
  readonly gatewayUrl: string;
  readonly webUrl: string;
  readonly process: ChildProcess;
  /** Everything it wrote so far. */
  output(): string;
  /** Waits until the output matches; gives the match. Rejects with the output after `timeoutMs`, or when it ends. */
  says(pattern: RegExp, timeoutMs?: number): Promise<RegExpExecArray>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
};

export type InstancePlace = { readonly home: string; readonly gatewayPort: number; readonly webPort: number };

/** Free ports and a home below `directory`. */
export async function choosePlace(directory: string): Promise<InstancePlace> {
  const [gatewayPort, webPort] = [await freePort(undefined), await freePort(undefined)];
  return { home: join(directory, 'data'), gatewayPort, webPort };
}

/** Runs `weir start` there, with `more` in its environment. */
export function runInstance(place: InstancePlace, more: Readonly<Record<string, string>> = {}): Instance {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    WEIR_HOME: place.home,
    WEIR_GATEWAY_PORT: String(place.gatewayPort),
    WEIR_WEB_PORT: String(place.webPort),
    ...more,
  };
  const child = spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written += text));
  const ended = new Promise<number | null>((settle) => child.once('close', settle));
  const output = () => written;
  const says = (pattern: RegExp, timeoutMs = 60_000) => waitFor({ child, output, pattern, timeoutMs });
  const url = (port: number) => `http://127.0.0.1:${port}`;
  return { gatewayUrl: url(place.gatewayPort), webUrl: url(place.webPort), process: child, output, says, ended };
}

type Wait = { child: ChildProcess; output: () => string; pattern: RegExp; timeoutMs: number };

async function waitFor({ child, output, pattern, timeoutMs }: Wait): Promise<RegExpExecArray> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = pattern.exec(output());
    if (found !== null) return found;
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(`No ${pattern} in:\n${output()}`);
    await sleep(50);
  }
}
