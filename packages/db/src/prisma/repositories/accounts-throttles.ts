import type { Prisma } from '../generated/client.ts';

/** How often something was tried, shared by all processes. */
export function throttles(client: Prisma.TransactionClient) {
  return {
    /** Counts one try at `at`; gives how many there were since the window began, this one included. */
    async count(key: string, at: Date, windowSeconds: number): Promise<{ count: number; windowStartedAt: Date }> {
      const windowFloor = new Date(at.getTime() - windowSeconds * 1000);
      const rows = await client.$queryRaw<{ count: number; windowStartedAt: Date }[]>`
        insert into throttles as t (key, count, window_started_at) values (${key}, 1, ${at})
        on conflict (key) do update set
          count = case when t.window_started_at <= ${windowFloor} then 1 else least(t.count + 1, 1000000000) end,
          window_started_at = case when t.window_started_at <= ${windowFloor} then ${at} else t.window_started_at end
        returning count, window_started_at as "windowStartedAt"`;
      return rows[0] ?? { count: 1, windowStartedAt: at };
    },
    /** Takes one try back. */
    async release(key: string): Promise<void> {
      await client.$executeRaw`update throttles set count = count - 1 where key = ${key} and count > 0`;
    },
    /** Takes away some of the windows that began before. */
    async sweep(before: Date, rowsMax: number): Promise<void> {
      await client.$executeRaw`
        delete from throttles where key in (
          select key from throttles where window_started_at < ${before} limit ${rowsMax} for update skip locked)`;
    },
  };
}
