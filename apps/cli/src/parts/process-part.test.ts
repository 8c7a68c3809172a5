import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@weir/runtime/free-port';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type ProcessPart, processPart } from './process-part.ts';

const never = new AbortController().signal;

const scripts = {
  'server.mjs': `
    import { createServer } from 'node:http';
    const server = createServer((request, response) => response.end('ok')).listen(Number(process.argv[2]), '127.0.0.1');
    process.on('SIGTERM', () => { console.log('draining'); server.close(() => process.exit(0)); server.closeAllConnections(); });
  `,
  'failing.mjs': `console.error('no database'); process.exit(3);`,
  'stubborn.mjs': `process.on('SIGTERM', () => console.log('no')); console.log('up'); setInterval(() => undefined, 1000);`,
  'parent.mjs': `
    import { spawn } from 'node:child_process';
    const child = spawn(process.execPath, ['--import', process.argv[2], process.argv[3]], { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    console.log(child.pid);
  `,
  'idle.mjs': 'setInterval(() => undefined, 1000);',
};

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'weir part '));
  for (const [name, text] of Object.entries(scripts)) await writeFile(join(cwd, name), text);
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

function part(args: string[], more: Partial<ProcessPart> = {}) {
  const written: string[] = [];
  const output = (chunk: Buffer) => void written.push(chunk.toString());
  const options = { name: 'part', args, cwd, env: process.env, startMs: 10_000, stopMs: 5_000, output, ...more };
  return { written, part: processPart(options) };
}

it('is started once it answers, and stops by finishing its work', async () => {
  const port = await freePort(undefined);
  const { part: server, written } = part(['server.mjs', String(port)], {
    healthUrl: `http://127.0.0.1:${port}/healthz`,
  });
  const running = await server.start(never);
  expect(await (await fetch(`http://127.0.0.1:${port}`)).text()).toBe('ok');
  await running.stop();
  expect(await running.ended).toEqual({ reason: 'exit code 0' });
  expect(written.join('')).toContain('draining');
});

it('fails to start with the reason when its process ends early, and with what it wrote', async () => {
  const { part: failing, written } = part(['failing.mjs'], { healthUrl: 'http://127.0.0.1:9/' });
  await expect(failing.start(never)).rejects.toThrow('exit code 3');
  await vi.waitFor(() => expect(written.join('')).toContain('no database'));
});

it('fails to start when it does not answer in time, and leaves nothing running', async () => {
  const { part: silent } = part(['idle.mjs'], { healthUrl: 'http://127.0.0.1:9/', startMs: 300 });
  await expect(silent.start(never)).rejects.toThrow('does not answer after 0.3 s');
});

it('kills what does not stop in time', async () => {
  const { part: stubborn, written } = part(['stubborn.mjs'], { stopMs: 300 });
  const running = await stubborn.start(never);
  await vi.waitFor(() => expect(written.join('')).toContain('up'));
  await running.stop();
  expect(await running.ended).toEqual({ reason: 'signal SIGKILL' });
});

it('tells how a crashed process ended', async () => {
  const { part: idle } = part(['idle.mjs']);
  const running = await idle.start(never);
  running.kill();
  expect(await running.ended).toEqual({ reason: 'signal SIGKILL' });
});

it('ends by itself when its supervisor was killed', async () => {
  const watch = fileURLToPath(import.meta.resolve('@weir/runtime/end-with-parent'));
  const { part: parent, written } = part(['parent.mjs', watch, 'idle.mjs']);
  const running = await parent.start(never);
  await vi.waitFor(() => expect(Number(written.join(''))).toBeGreaterThan(0));
  const pid = Number(written.join(''));
  expect(process.kill(pid, 0)).toBe(true);
  running.kill();
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 5_000 });
});

it('is ended when its start is given up', async () => {
  const { part: silent, written } = part(['stubborn.mjs'], { healthUrl: 'http://127.0.0.1:9/', stopMs: 300 });
  const giveUp = new AbortController();
  const starting = silent.start(giveUp.signal);
  await vi.waitFor(() => expect(written.join('')).toContain('up'));
  giveUp.abort();
  await expect(starting).rejects.toThrow('abort');
  expect(written.join('')).toContain('no');
});
