import { expect, it } from 'vitest';
import { fakePart } from '../supervise/fake-part.test-support.ts';
import type { Ending } from '../supervise/part.ts';
import { RunningParts } from './running-parts.ts';

function parts(events: string[] = []) {
  const lines: string[] = [];
  const running = new RunningParts({ say: (line) => void lines.push(line), nowMs: () => 0 });
  return { running, lines, events, part: (name: string) => fakePart(name, events) };
}

it('stops gateway, worker, web and database in this order, whatever the order of their start', async () => {
  const { running, events, part } = parts();
  for (const name of ['database', 'web', 'gateway', 'worker']) await running.start(part(name));
  await running.stop();
  expect(events.slice(4)).toEqual(['stop gateway', 'stop worker', 'stop web', 'stop database']);
});

it('goes on stopping when one part cannot be stopped', async () => {
  const { running, events, lines, part } = parts();
  const stop = () => Promise.reject(new Error('stuck'));
  const stuck = { ended: new Promise<Ending>(() => undefined), kill: () => undefined, stop };
  await running.start({ name: 'gateway', start: async () => stuck });
  await running.start(part('database'));
  await running.stop();
  expect(events.at(-1)).toBe('stop database');
  expect(lines).toContain('gateway did not stop cleanly: Error: stuck');
});

it('gives up what is still being started before it stops what that needs', async () => {
  const { running, events, part } = parts();
  await running.start(part('database'));
  const start = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => {
        events.push('give up web');
        reject(new Error('given up'));
      });
    });
  const web = running.start({ name: 'web', start });
  await Promise.all([expect(web).rejects.toThrow('given up'), running.stop()]);
  expect(events).toEqual(['start database', 'give up web', 'stop database']);
  await expect(running.start(part('worker'))).rejects.toThrow();
});
