import { expect, it } from 'vitest';
import { fakePart } from '../supervise/fake-part.test-support.ts';
import { supervise } from '../supervise/supervise.ts';
import { RunningParts } from './running-parts.ts';

const options = { say: () => undefined, nowMs: () => 0 };

it('stops gateway, worker, web and database in this order, whatever the order of their start', async () => {
  const events: string[] = [];
  const running = new RunningParts(options.say);
  for (const name of ['database', 'web', 'gateway', 'worker']) {
    await running.add(supervise(fakePart(name, events), options));
  }
  await running.stop();
  expect(events.slice(4)).toEqual(['stop gateway', 'stop worker', 'stop web', 'stop database']);
});

it('goes on stopping when one part cannot be stopped', async () => {
  const lines: string[] = [];
  const events: string[] = [];
  const running = new RunningParts((line) => void lines.push(line));
  await running.add(
    Promise.resolve({ name: 'gateway', kill: () => undefined, stop: () => Promise.reject(new Error('stuck')) }),
  );
  await running.add(supervise(fakePart('database', events), options));
  await running.stop();
  expect(events.at(-1)).toBe('stop database');
  expect(lines).toContain('gateway did not stop cleanly: Error: stuck');
});

it('stops at once a part that comes up after the end was asked for', async () => {
  const events: string[] = [];
  const running = new RunningParts(options.say);
  await running.stop();
  await running.add(supervise(fakePart('web', events), options));
  expect(events).toEqual(['start web', 'stop web']);
});
