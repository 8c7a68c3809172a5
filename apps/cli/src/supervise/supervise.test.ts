import { expect, it, vi } from 'vitest';
import { fakePart } from './fake-part.test-support.ts';
import type { Part } from './part.ts';
import { type SuperviseOptions, supervise as superviseUntil } from './supervise.ts';

const never = new AbortController().signal;
const supervise = (part: Part, options: SuperviseOptions) => superviseUntil(part, options, never);

function watched() {
  const lines: string[] = [];
  return { lines, options: { say: (line: string) => void lines.push(line), nowMs: () => 0, delayMs: () => 5 } };
}

it('starts a part again each time it ends, saying why', async () => {
  const part = fakePart('gateway');
  const { lines, options } = watched();
  const supervised = await supervise(part, options);
  part.crash('signal SIGKILL');
  await vi.waitFor(() => expect(lines).toContain('gateway is running again'));
  part.crash('exit code 1');
  await vi.waitFor(() => expect(part.events).toEqual(['start gateway', 'start gateway', 'start gateway']));
  expect(lines[0]).toBe('gateway ended unexpectedly (signal SIGKILL); starting it again in 0.01 s');
  await supervised.stop();
});

it('keeps trying when a restart fails', async () => {
  const part = fakePart('worker', [], [2, 3]);
  const { lines, options } = watched();
  const supervised = await supervise(part, options);
  part.crash('exit code 1');
  await vi.waitFor(() => expect(lines).toContain('worker is running again'));
  expect(lines.filter((line) => line.includes('did not start (no luck)'))).toHaveLength(2);
  expect(part.events.filter((event) => event === 'start worker')).toHaveLength(4);
  await supervised.stop();
});

it('gives a failed first start to the caller', async () => {
  await expect(supervise(fakePart('web', [], [1]), watched().options)).rejects.toThrow('no luck');
});

it('does not start a part again that was asked to stop', async () => {
  const part = fakePart('web');
  const { options } = watched();
  const supervised = await supervise(part, options);
  await supervised.stop();
  await new Promise((settle) => setTimeout(settle, 30));
  expect(part.events).toEqual(['start web', 'stop web']);
});

it('ends a wait between restarts when asked to stop', async () => {
  const part = fakePart('web');
  const { options } = watched();
  const supervised = await supervise(part, { ...options, delayMs: () => 60_000 });
  part.crash('exit code 1');
  await supervised.stop();
  await new Promise((settle) => setTimeout(settle, 30));
  expect(part.events).toEqual(['start web']);
});

it('stops a part that was just being started again', async () => {
  const part = fakePart('gateway');
  const { options } = watched();
  const supervised = await supervise(part, { ...options, delayMs: () => 0 });
  part.crash('exit code 1');
  await vi.waitFor(() => expect(part.events).toHaveLength(2));
  await supervised.stop();
  expect(part.events.at(-1)).toBe('stop gateway');
});
