import postgres from 'postgres';
import { describe, expect, it } from 'vitest';
import { testDatabase, testRedis } from './services.ts';

describe('testDatabase', () => {
  it('gives databases that are migrated and do not see each other', async () => {
    const [first, second] = await Promise.all([testDatabase(), testDatabase()]);
    const one = postgres(first.url, { max: 1 });
    const other = postgres(second.url, { max: 1 });
    await one`insert into users (id, email, name) values (gen_random_uuid(), 'a@example.com', 'A')`;
    expect(await one`select email from users`).toHaveLength(1);
    expect(await other`select email from users`).toHaveLength(0);
    expect(await other`select 1 from usage.attempts`).toHaveLength(0);
    await Promise.all([one.end(), other.end()]);
  });
});

describe('testRedis', () => {
  it('gives another database each time', () => {
    expect(testRedis()).toMatch(/^redis:\/\/127\.0\.0\.1:\d+\/\d+$/);
    expect(testRedis()).not.toBe(testRedis());
  });
});
