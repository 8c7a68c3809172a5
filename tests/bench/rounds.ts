import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { usageOf } from './cpu.ts';

const run = promisify(execFile);

const loadResult = z.object({ requests: z.number(), perSecond: z.number(), p50Ms: z.number(), p99Ms: z.number() });
export type LoadResult = z.infer<typeof loadResult>;

/** Who is measured: where it listens, and the root of its processes when it has one of its own. */
export type Contender = {
  readonly name: string;
  readonly port: number;
  readonly path: string;
  readonly key: string;
  /** What is called, where that is not what the path's request names. */
  readonly model?: string;
  readonly pid?: number;
  /** Waits until all that follows from `requests` more requests is done. */
  readonly caughtUp?: (requests: number) => Promise<void>;
};

/** The shape of a run's load. */
export type Shape = { readonly connections: number; readonly seconds: number; readonly streaming: boolean };

/** One run: what the load saw, and the contender's CPU time per request in microseconds. */
export type Run = LoadResult & { readonly cpuMicros: number | undefined };

const loadCore = '1';
const settleMs = 300;

async function load(contender: Contender, shape: Shape): Promise<LoadResult> {
  const { port, path, key, model } = contender;
  const entry = join(import.meta.dirname, 'load.ts');
  const settings = JSON.stringify({ port, path, key, model, ...shape });
  const { stdout } = await run('taskset', ['-c', loadCore, process.execPath, entry, settings]);
  return loadResult.parse(JSON.parse(stdout));
}

/** Runs `shape` against one contender. CPU is read once all that followed from it is done: work put off counts too. */
export async function measure(contender: Contender, shape: Shape): Promise<Run> {
  const before = contender.pid === undefined ? undefined : usageOf(contender.pid).cpuSeconds;
  const result = await load(contender, shape);
  await new Promise((resolve) => setTimeout(resolve, settleMs));
  await contender.caughtUp?.(result.requests);
  if (contender.pid === undefined || before === undefined) return { ...result, cpuMicros: undefined };
  const cpuSeconds = usageOf(contender.pid).cpuSeconds - before;
  return { ...result, cpuMicros: (cpuSeconds / result.requests) * 1e6 };
}

/** `count` rounds in which every contender runs once, in turn, so that a slow spell of the machine meets them all. */
export async function interleave(
  contenders: readonly Contender[],
  shape: Shape,
  count: number,
): Promise<ReadonlyMap<string, readonly Run[]>> {
  const runs = new Map<string, Run[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < count; round++) {
    for (const contender of contenders) {
      runs.get(contender.name)?.push(await measure(contender, shape));
      process.stdout.write('.');
    }
  }
  process.stdout.write('\n');
  return runs;
}
