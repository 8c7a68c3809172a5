import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from '@weir/runtime/uuid';
import { type AddedMember, addMember } from '@weir/testing/add-member';
import { recordProof } from '@weir/testing/proofs';
import { scaled } from '@weir/testing/scale';
import { createTenant } from '@weir/testing/tenant';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usageOf } from '../bench/cpu.ts';
import { type Site, startSite, type Web } from './web-site.ts';
import { newVisitor, type Shown, type Visitor } from './web-visitor.ts';

const tries = scaled({ scaled: 1_500, full: 10_000 });
const atOnce = 32;
const attackersAddress = '203.0.113.66';
const ownersAddress = '192.0.2.10';

let site: Site;
let web: Web;
let owner: AddedMember;

beforeAll(async () => {
  site = await startSite();
  const { organizationId } = await createTenant(site.services);
  owner = await addMember(site.services, organizationId, { role: 'owner' });
  web = await site.open({ WEIR_TRUSTED_PROXIES: '127.0.0.0/8', WEIR_LOG_LEVEL: 'info' });
});
afterAll(() => site.stop());

const comingFrom = (address: string) => newVisitor(web.url, { 'x-forwarded-for': address });

/** Guesses with one token for forms, as a program does that sends nothing in vain. */
async function guesserAt(address: string): Promise<(email: string, password: string) => Promise<Shown>> {
  const visitor = comingFrom(address);
  const { csrfToken } = JSON.parse((await visitor.ask('/api/auth/csrf')).text);
  return (email, password) =>
    visitor.ask('/api/auth/callback/credentials', {
      method: 'POST',
      body: new URLSearchParams({ csrfToken, email, password, json: 'true' }),
    });
}

const isIn = (visitor: Visitor) => visitor.jar.has('weir.session');
const signIn = async (address: string) => {
  const visitor = comingFrom(address);
  const shown = await visitor.signIn(owner);
  return { isIn: isIn(visitor), shown };
};

/** That the web has used; nothing where the system does not say so in files. */
const cpuSeconds = () => (existsSync('/proc/self/stat') ? usageOf(web.pid()).cpuSeconds : Number.NaN);

/** Why sign-ins were refused, by the log. A password was looked at in all but those that were throttled. */
function reasons(): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [, reason = ''] of web.output().matchAll(/"reason":"(\w+)"/g)) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}

/** Asks for the health of the process again and again until `isOver`. */
async function watchHealth(isOver: () => boolean): Promise<number[]> {
  const took: number[] = [];
  while (!isOver()) {
    const startedAt = performance.now();
    expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
    took.push(performance.now() - startedAt);
    await sleep(20);
  }
  return took.sort((a, b) => a - b);
}

/** Runs `each` for 0 to `count` - 1, so many at once. */
async function inLanes(count: number, each: (nth: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      next += 1;
      await each(next - 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

describe(`${tries} sign-ins of somebody who guesses`, () => {
  it('let nobody in, cost few hashes, and leave the owner and the site alone', async () => {
    await signIn(ownersAddress);
    const guess = await guesserAt(attackersAddress);
    const elsewhere = await Promise.all(Array.from({ length: 40 }, (_, nth) => guesserAt(`198.51.100.${nth}`)));
    const cpuBefore = cpuSeconds();
    const startedAt = performance.now();
    const gotIn: string[] = [];
    let done = 0;
    let isOver = false;
    let ownersTries = 0;
    const health = watchHealth(() => isOver);
    const flood = inLanes(tries, async (nth) => {
      // Six of ten at the owner's account from one address, two at everybody's, two at the owner's from everywhere. Once
      // it is throttled, the one address also tries what is right.
      const kind = nth % 10;
      const isRight = kind === 0 && nth > 500;
      const spread = elsewhere[nth % elsewhere.length] ?? guess;
      const email = kind === 6 || kind === 7 ? `somebody-${nth}@example.org` : owner.email;
      const shown = await (kind > 7 ? spread : guess)(email, isRight ? owner.password : `guess number ${nth}`);
      if (shown.setCookies.some((cookie) => cookie.startsWith('weir.session='))) gotIn.push(`${nth} ${email}`);
      expect(shown.status).toBe(401);
      done += 1;
      if (done % Math.floor(tries / 5) !== 0) return;
      ownersTries += 1;
      expect((await signIn(ownersAddress)).isIn).toBe(true);
    });
    await flood.finally(() => {
      isOver = true;
    });
    const seconds = (performance.now() - startedAt) / 1000;
    const cpu = cpuSeconds() - cpuBefore;
    const { throttled = 0, ...looked } = reasons();
    const hashes = Object.values(looked).reduce((sum, count) => sum + count, 0);
    const took = await health;
    const p99 = took[Math.floor(took.length * 0.99)] ?? 0;
    recordProof('guessing at the sign-in', {
      tries,
      'passwords looked at': hashes,
      seconds: seconds.toFixed(1),
      'CPU milliseconds a try': ((cpu * 1000) / tries).toFixed(2),
      'p99 of /healthz in ms': p99.toFixed(0),
    });
    expect(gotIn).toEqual([]);
    expect(ownersTries).toBe(5);
    // 30 of the one address, and 10 at the account from everywhere else.
    expect(hashes).toBeLessThanOrEqual(40);
    expect(throttled).toBe(tries - hashes);
    expect(p99).toBeLessThan(1_000);
  }, 600_000);

  it('are told how long to wait', async () => {
    const guess = await guesserAt(attackersAddress);
    const { status, text, headers } = await guess(owner.email, owner.password);
    expect(status).toBe(401);
    expect(Number(headers['retry-after'])).toBeGreaterThan(60);
    const words = new URL(JSON.parse(text).url).searchParams.get('error') ?? '';
    expect(words).toMatch(/^Too many tries\. Try again in \d+ minutes\.$/);
  });

  it('leave the account open to its owner from where the owner was before, and end with the window', async () => {
    expect((await signIn(ownersAddress)).isIn).toBe(true);
    const fresh = `198.18.0.${uuidv7().charCodeAt(0)}`;
    expect((await signIn(fresh)).isIn).toBe(false);
    await site.services.sql`update throttles set window_started_at = window_started_at - interval '15 minutes'`;
    expect((await signIn(fresh)).isIn).toBe(true);
  });
});
