import { expect, it } from 'vitest';
import { databasePart } from './database-part.ts';

const never = new AbortController().signal;

function fakeDatabase(url: string) {
  let end = (): void => undefined;
  const exited = new Promise<void>((settle) => {
    end = settle;
  });
  const stops = { count: 0 };
  const stop = async () => {
    stops.count += 1;
    end();
  };
  return { url, exited, stop, crash: () => end(), stops };
}

it('runs the database that is up already, then a new one after a crash', async () => {
  const first = fakeDatabase('postgres://a');
  const second = fakeDatabase('postgres://a');
  const part = databasePart(first, async () => second);
  const running = await part.start(never);
  first.crash();
  expect(await running.ended).toEqual({ reason: 'its server ended' });
  expect(first.stops.count).toBe(1);
  await (await part.start(never)).stop();
  expect(second.stops.count).toBeGreaterThan(0);
});

it('refuses a database that came back elsewhere, because the others hold its URL', async () => {
  const moved = fakeDatabase('postgres://b');
  const part = databasePart(fakeDatabase('postgres://a'), async () => moved);
  await part.start(never);
  await expect(part.start(never)).rejects.toThrow('its port was taken by another program');
  expect(moved.stops.count).toBe(1);
});
