import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { onStopSignals } from './stop-signals.ts';

function listened() {
  const source = new EventEmitter();
  const heard: string[] = [];
  const clock = { nowMs: 0 };
  onStopSignals(source, () => clock.nowMs, { stop: () => heard.push('stop'), force: () => heard.push('force') });
  return { source, heard, clock };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])('stops at the first %s', (signal) => {
  const { source, heard } = listened();
  source.emit(signal);
  expect(heard).toEqual(['stop']);
});

it('takes repeats within a second for one request, and a later one for at once', () => {
  const { source, heard, clock } = listened();
  source.emit('SIGINT');
  clock.nowMs = 900;
  source.emit('SIGINT');
  source.emit('SIGTERM');
  expect(heard).toEqual(['stop']);
  clock.nowMs = 1_500;
  source.emit('SIGINT');
  expect(heard).toEqual(['stop', 'force']);
});
