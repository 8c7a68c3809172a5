import { join, resolve } from 'node:path';
import { gatewayNodeFlags } from '@weir/runtime/gateway-node-flags';
import type { CliEnv } from '../env.ts';
import type { PartOutput } from '../parts/part-output.ts';
import { processPart } from '../parts/process-part.ts';
import type { Part } from '../supervise/part.ts';
import { localHost } from './local-host.ts';

const apps = resolve(import.meta.dirname, '../../..');

/** A node of the embedded size may be called on loopback; elsewhere the operator lists what may be called. */
const loopback = '127.0.0.0/8,::1/128';

const startMs = 120_000;
const stopMs = 30_000;
const drainSecondsDefault = 600;

type Setting = {
  readonly env: CliEnv;
  readonly databaseUrl: string;
  /** Where the worker answers for its health, always on loopback. */
  readonly workerPort: number;
  readonly output: (name: string) => PartOutput;
};

/** What every part gets to see: all that was set, and where the others are. */
export function partEnv(env: CliEnv, databaseUrl: string): Record<string, string | undefined> {
  return {
    ...env.source,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: databaseUrl,
    WEIR_HOME: env.home,
    WEIR_HOST: env.WEIR_HOST,
    WEIR_WEB_PORT: String(env.WEIR_WEB_PORT),
    WEIR_GATEWAY_PORT: String(env.WEIR_GATEWAY_PORT),
    WEIR_GATEWAY_URL: env.WEIR_GATEWAY_URL ?? localUrl(env, env.WEIR_GATEWAY_PORT),
    WEIR_EMBEDDED: env.embedded ? '1' : undefined,
    NEXTAUTH_URL: env.WEIR_PUBLIC_URL ?? localUrl(env, env.WEIR_WEB_PORT),
    WEIR_PRIVATE_UPSTREAMS: env.WEIR_PRIVATE_UPSTREAMS ?? (env.embedded ? loopback : undefined),
  };
}

/** Where a part of this instance answers from this machine. */
export function localUrl(env: CliEnv, port: number): string {
  return `http://${localHost(env.WEIR_HOST)}:${port}`;
}

/** The command that runs the web as it was built. */
export function webCommand(): { readonly args: readonly string[]; readonly cwd: string } {
  const cwd = join(apps, 'web');
  return { cwd, args: [join(cwd, 'src/main.ts')] };
}

/** Gateway, worker and web, in the order in which they are to be stopped. */
export function instanceParts({
  env,
  databaseUrl,
  workerPort,
  output,
}: Setting): { readonly part: Part; readonly output: PartOutput }[] {
  const own = { ...partEnv(env, databaseUrl), WEIR_WORKER_PORT: String(workerPort) };
  const common = { env: own, startMs, stopMs };
  const main = (name: string, flags: readonly string[] = []) => ({
    args: [...flags, join(apps, name, 'src/main.ts')],
    cwd: join(apps, name),
  });
  const drainMs = Number(env.source.WEIR_DRAIN_SECONDS ?? drainSecondsDefault) * 1000 + stopMs;
  const parts = [
    {
      ...common,
      ...main('gateway', gatewayNodeFlags),
      name: 'gateway',
      stopMs: drainMs,
      healthUrl: `${localUrl(env, env.WEIR_GATEWAY_PORT)}/healthz`,
    },
    { ...common, ...main('worker'), name: 'worker', healthUrl: `http://127.0.0.1:${workerPort}/healthz` },
    { ...common, ...webCommand(), name: 'web', healthUrl: `${localUrl(env, env.WEIR_WEB_PORT)}/healthz` },
  ];
  return parts.map((options) => {
    const lines = output(options.name);
    return { part: processPart({ ...options, output: lines.write }), output: lines };
  });
}
