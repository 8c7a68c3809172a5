import { beforeAll, describe, expect, it } from 'vitest';
import { type TestServices, testServices } from '../services.test-support.ts';
import { addressGroup } from './address-group.ts';
import { release, throttle } from './throttle.ts';

let services: TestServices;
beforeAll(async () => {
  services = await testServices();
});

const limit = { max: 3, windowSeconds: 60 };

describe('throttle', () => {
  it('lets the first tries of a window through, however many come at once', async () => {
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => throttle(services, 'a', limit)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await throttle(services, 'b', limit);
  });

  it('says when to come again, and lets in again then', async () => {
    for (let n = 0; n < 3; n += 1) await throttle(services, 'c', limit);
    services.clock.nowMs += 20_000;
    const refused = throttle(services, 'c', limit);
    await expect(refused).rejects.toMatchObject({ code: 'throttled', retryAfterSeconds: 40 });
    services.clock.nowMs += 40_000;
    await throttle(services, 'c', limit);
  });

  it('is shared by processes over one database', async () => {
    const other = await testServices({ databaseUrl: services.databaseUrl });
    for (const each of [services, other, services]) await throttle(each, 'shared', limit);
    await expect(throttle(other, 'shared', limit)).rejects.toMatchObject({ code: 'throttled' });
  });

  it('forgets a try that is taken back', async () => {
    for (let n = 0; n < 10; n += 1) {
      await throttle(services, 'd', limit);
      await release(services, 'd');
    }
  });

  it('takes away windows that are long over', async () => {
    for (let n = 0; n < 30; n += 1) await throttle(services, `old-${n}`, limit);
    services.clock.nowMs += 3 * 86_400_000;
    for (let n = 0; n < 16; n += 1) await throttle(services, `new-${n}`, limit);
    const rows = await services.sql<{ count: number }[]>`select count(*)::int as count from throttles`;
    expect(rows[0]?.count).toBe(16);
  });
});

describe('addressGroup', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('%s counts as %s', (address, group) => {
    expect(addressGroup(address)).toBe(group);
  });
});
