import { uuidv7 } from '@weir/runtime/uuid';
import type { Services } from '@weir/services/services';
import { createTenant } from '@weir/testing/tenant';
import { contentMark, dumpVictim, newVictim, type Victim } from '@weir/testing/victim';
import { expect } from 'vitest';
import { newcomer, type Side, type Who } from './people.test-support.ts';

/** Who asks whom: an organization with members, that of strangers, and one that none of them is in. */
export type World = {
  readonly services: Services;
  readonly homeId: string;
  readonly strangersId: string;
  readonly slugs: Readonly<Record<Side, string>>;
  readonly victim: Victim;
  /** The victim's rows as they were. */
  readonly before: readonly string[];
};

/** Makes all three. */
export async function newWorld(services: Services, databaseUrl: string): Promise<World> {
  const own = `home-${uuidv7()}`;
  const home = await createTenant(services, { name: 'Home', slug: own });
  const strangers = await createTenant(services, { name: 'Elsewhere' });
  const victim = await newVictim(services, databaseUrl);
  return {
    services,
    homeId: home.organizationId,
    strangersId: strangers.organizationId,
    slugs: { own, foreign: victim.slug },
    victim,
    before: await dumpVictim(services, victim.organizationId),
  };
}

/** What `newcomer` gives for this world, naming one of its organizations. */
export async function headersOf(world: World, who: Who, side: Side): Promise<Headers> {
  const headers = await newcomer(world.services, who, world);
  headers.set('x-weir-organization', world.slugs[side]);
  return headers;
}

/** An answer, where it came from, and what was asked. */
export type Told = { readonly text: string; readonly what: string; readonly asked?: string };

/** Fails when an answer holds anything of the victim that was not in the question. */
export function expectNothingOfVictim({ victim }: World, { text, what, asked = '' }: Told): void {
  const found = victim.marks.filter((mark) => text.includes(mark) && !asked.includes(mark));
  expect(`${what}: ${found.join(' ')}`).toBe(`${what}: `);
}

/** Fails when `text`, which the operator got, holds more of the victim than that it is there. */
export function expectNoContent({ text, what }: Told): void {
  expect(`${what}: ${text.includes(contentMark)}`).toBe(`${what}: false`);
}

/** Fails when anything changed in the victim's rows. */
export async function expectUntouched({ services, victim, before }: World): Promise<void> {
  expect(before.length).toBeGreaterThan(100);
  expect(await dumpVictim(services, victim.organizationId)).toEqual(before);
}

/** `text` without what differs between any two answers. */
export function gistOf(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, 'ID');
}
