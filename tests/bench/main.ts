import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { freePort } from '@weir/runtime/free-port';
import { usageOf } from './cpu.ts';
import { show } from './figures.ts';
import { type Installation, startInstallation } from './installation.ts';
import { startNginx } from './nginx.ts';
import { gates, type Measured, type Runs, report } from './report.ts';
import { type Contender, interleave, measure } from './rounds.ts';

/**
 * `npm run bench [-- --rounds 5 --seconds 4]`: the gateway against nginx and against no proxy at all, in turn. Writes
 * docs/benchmarks.md; exits with 1 when a gate is missed.
 */
const root = resolve(import.meta.dirname, '../..');
const proxyCore = 0;
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '4' } },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function startUpstream(): Promise<{ port: number; stop: () => void }> {
  const entry = join(root, 'packages/testing/src/simulator/static-main.ts');
  const port = await freePort(undefined);
  const args = ['-c', String(1 - proxyCore), process.execPath, entry, String(port)];
  const child = spawn('taskset', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return { port, stop: () => child.kill('SIGTERM') };
}

function cpuBeside({ beside }: Installation): Record<string, number> {
  return Object.fromEntries(Object.entries(beside).map(([name, pid]) => [name, usageOf(pid).cpuSeconds]));
}

function callsOf(...all: readonly Runs[]): number {
  const own = all.flatMap((runs) => [
    ...(runs.get('weir') ?? []),
    ...(runs.get('translated') ?? []),
    ...(runs.get('routed') ?? []),
  ]);
  return own.reduce((sum, { requests }) => sum + requests, 0);
}

async function compare(weir: Installation, contenders: readonly Contender[]): Promise<Omit<Measured, 'calls'>> {
  const warmUp = { connections: 32, seconds: 3, streaming: false };
  for (const contender of contenders) await measure(contender, warmUp);
  const before = cpuBeside(weir);
  say(`unary, ${rounds} rounds of ${seconds} s`);
  const unary = await interleave(contenders, { connections: 32, seconds, streaming: false }, rounds);
  say('streams');
  const stream = await interleave(contenders, { connections: 64, seconds, streaming: true }, rounds);
  say('one connection');
  const single = await interleave(contenders, { connections: 1, seconds, streaming: false }, rounds);
  const measured = callsOf(unary, stream, single);
  const recorded = await weir.recorded();
  const after = Object.entries(cpuBeside(weir));
  const besideMicros = after.map(([name, cpu]) => [name, ((cpu - (before[name] ?? 0)) / measured) * 1e6] as const);
  const residentMb = usageOf(weir.gateway.pid()).residentBytes / 2 ** 20;
  return { unary, stream, single, residentMb, besideMicros: Object.fromEntries(besideMicros), recorded };
}

async function bench(): Promise<number> {
  const upstream = await startUpstream();
  const nginxPort = await freePort(undefined);
  const nginx = startNginx({ port: nginxPort, upstreamPort: upstream.port, core: proxyCore });
  const weir = await startInstallation(upstream.port, proxyCore);
  try {
    let calls = 0;
    const caughtUp = (requests: number) => {
      calls += requests;
      return weir.untilRecorded(calls);
    };
    const common = { path: '/v1/chat/completions', key: weir.gatewayKey };
    const own = { ...common, port: weir.gatewayPort, pid: weir.gateway.pid(), caughtUp };
    const compared = await compare(weir, [
      { ...own, name: 'weir' },
      { ...own, name: 'translated', path: '/v1/messages' },
      { ...own, name: 'routed', model: 'routed' },
      { ...common, name: 'nginx', port: nginxPort, pid: nginx.pid ?? 0 },
      { ...common, name: 'direct', port: upstream.port },
    ]);
    const measured = { ...compared, calls };
    writeFileSync(join(root, 'docs/benchmarks.md'), report(measured, new Date()));
    const missed = gates(measured).filter(({ bound, measured: value }) => !(value.median <= bound));
    for (const { what, bound, measured: value } of gates(measured)) say(`${what}: ${show(value)}, bound ${bound}`);
    say(`calls ${measured.calls}, recorded ${measured.recorded}`);
    return missed.length === 0 && measured.recorded === measured.calls ? 0 : 1;
  } finally {
    nginx.kill('SIGTERM');
    upstream.stop();
    await weir.stop();
  }
}

for (const command of ['nginx', 'taskset', 'chrt', 'redis-server']) {
  if (spawnSync('which', [command]).status === 0) continue;
  say(`The bench needs ${command} on the PATH (Debian: apt-get install nginx-light util-linux redis-server).`);
  process.exit(1);
}
process.exitCode = await bench();
