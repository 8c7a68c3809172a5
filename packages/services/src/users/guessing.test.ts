import { beforeAll, describe, expect, it } from 'vitest';
import { type TestServices, testServices } from '../services.test-support.ts';
import { caller, codeOf, counting, newEmail, newPerson, password, signedIn } from './accounts.test-support.ts';
import { signInWithPassword } from './sign-in-with-password.ts';

const from = (address: string) => ({ address, userAgent: 'test' });
const minuteMs = 60_000;

let services: TestServices & { readonly hashes: { count: number } };
beforeAll(async () => {
  services = counting(await testServices());
});

describe('guessing', () => {
  it('costs ten hashes in 10,000 tries against one account from everywhere', async () => {
    const email = newEmail();
    await newPerson(services, email);
    const before = services.hashes.count;
    const codes = new Map<string, number>();
    const lanes = Array.from({ length: 10 }, (_, lane) => lane);
    await Promise.all(
      lanes.map(async (lane) => {
        for (let n = 0; n < 1000; n += 1) {
          const attacker = from(`198.${lane}.${Math.floor(n / 250)}.${n % 250}`);
          const code = await codeOf(signInWithPassword(services, attacker, { email, password: `guess-${lane}-${n}` }));
          codes.set(code, (codes.get(code) ?? 0) + 1);
        }
      }),
    );
    expect(services.hashes.count - before).toBe(10);
    expect(Object.fromEntries(codes)).toEqual({ invalid: 10, throttled: 9990 });
    // Where the owner has signed in before, the owner still can.
    await signedIn(services, email);
    // From elsewhere again when the window is over.
    const elsewhere = () => codeOf(signInWithPassword(services, from('203.0.113.1'), { email, password }));
    expect(await elsewhere()).toBe('throttled');
    services.clock.nowMs += 15 * minuteMs;
    expect(await elsewhere()).toBe('in');
  }, 120_000);

  it('costs thirty hashes from one address against any number of accounts', async () => {
    const before = services.hashes.count;
    const codes: string[] = [];
    for (let n = 0; n < 1000; n += 1) {
      const attempt = { email: `somebody-${n}@example.org`, password: 'guess-guess-1' };
      codes.push(await codeOf(signInWithPassword(services, from(`2001:db8::${n.toString(16)}`), attempt)));
    }
    expect(services.hashes.count - before).toBe(30);
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(970);
  }, 60_000);

  it('throttles unknown addresses like known ones', async () => {
    const known = newEmail();
    await newPerson(services, known);
    const codesFor = async (email: string, network: string) => {
      const codes: string[] = [];
      for (let n = 0; n < 12; n += 1) {
        const attempt = { email, password: 'guess-guess-1' };
        codes.push(await codeOf(signInWithPassword(services, from(`${network}.${n}`), attempt)));
      }
      return codes;
    };
    const ofKnown = await codesFor(known, '198.51.100');
    expect(ofKnown.slice(10)).toEqual(['throttled', 'throttled']);
    expect(await codesFor('unknown@example.org', '203.0.113')).toEqual(ofKnown);
  });

  it('is not what a person does who signs in often', async () => {
    const email = newEmail();
    await newPerson(services, email);
    for (let n = 0; n < 40; n += 1) await signInWithPassword(services, caller, { email, password });
  }, 60_000);
});
