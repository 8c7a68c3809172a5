import { expect, it } from 'vitest';
import { interruptedRecords } from './interrupted.ts';
import { createOpenCalls, openCall } from './open-calls.ts';
import { settled, started } from './spool.test-support.ts';

const routed = { route: 'chat' };

it('a call that was cut keeps its route, in its lines and in its own record, also through an open frame', () => {
  const open = createOpenCalls();
  open.apply({ ...started(1), ...routed });
  open.apply({ ...settled(1), ...routed });
  open.apply({ ...started(1, 2), ...routed });
  const carried = createOpenCalls();
  for (const call of open.calls()) carried.carry(openCall.parse(JSON.parse(JSON.stringify(call))));
  expect(interruptedRecords(carried.calls(), 1_764_000_000_900)).toMatchObject([
    { kind: 'attempt', attemptNo: 2, status: 'interrupted', route: 'chat' },
    { kind: 'call', attempts: 2, status: 'interrupted', route: 'chat' },
  ]);
});

it('a call that had no route gets none', () => {
  const open = createOpenCalls();
  open.apply(started(1));
  for (const record of interruptedRecords(open.calls(), 1_764_000_000_900)) expect(record).not.toHaveProperty('route');
});
