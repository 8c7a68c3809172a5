import { uuidv7 } from '@weir/runtime/uuid';
import { permissions } from '@weir/services/permissions';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Procedure, proceduresOf } from '../rest/endpoints.ts';
import { explaining } from '../walk/explaining.test-support.ts';
import { outcomeIn, outcomeOf, people, type Side, sides, type Who } from '../walk/people.test-support.ts';
import { idsOf, sampleInput } from '../walk/sample-input.test-support.ts';
import {
  expectNoContent,
  expectNothingOfVictim,
  expectUntouched,
  gistOf,
  headersOf,
  newWorld,
  type World,
} from '../walk/world.test-support.ts';
import { testServices } from '../web.test-support.ts';
import { appRouter } from './app-router.ts';
import { handleTrpc } from './handle.ts';

/** What the operator sets holds for everybody: it is asked last. */
const rank = ({ access }: Procedure) => (access === 'operator' ? 1 : 0);
const procedures = [...proceduresOf(appRouter)].sort((one, other) => rank(one) - rank(other));
const named = procedures.map((each) => [`${each.procedure} (${each.access})`, each] as const);

let world: World;
beforeAll(async () => {
  const { services, databaseUrl } = await testServices();
  world = await newWorld(explaining(services), databaseUrl);
});

type Asking = { readonly who: Who; readonly side: Side; readonly input: unknown };
type Answered = { readonly status: number; readonly text: string };

/** Asks as a page of the dashboard does, as somebody who has just come. */
async function ask({ procedure, type }: Procedure, { who, side, input }: Asking): Promise<Answered> {
  const headers = await headersOf(world, who, side);
  const url = new URL(`/api/trpc/${procedure}`, 'http://127.0.0.1:3000');
  const body = JSON.stringify(input);
  if (type === 'query') url.searchParams.set('input', body);
  else headers.set('content-type', 'application/json');
  const method = type === 'query' ? 'GET' : 'POST';
  const request = new Request(url, { method, headers, ...(type === 'query' ? {} : { body }) });
  const response = await handleTrpc(world.services, request);
  return { status: response.status, text: await response.text() };
}

const madeUp = (procedure: Procedure) => sampleInput(procedure.input, { id: uuidv7 });

/** That the named organization is not there is an outcome; that a thing is not there comes after being let in. */
function outcomeOfAnswer({ access }: Procedure, { status, text }: Answered): string {
  const isOfMember = Object.hasOwn(permissions, access);
  if (isOfMember && status === 404 && text.includes('There is no such organization.')) return 'not found';
  return outcomeIn(status);
}

describe('the walk', () => {
  it('knows for every procedure who may call it', () => {
    expect(procedures.length).toBeGreaterThan(60);
    for (const { access } of procedures) expect(access).toEqual(expect.any(String));
  });
});

describe.each(named)('%s', (name, procedure) => {
  const { access } = procedure;

  it('lets in whom the permission table lets in, and tells the others nothing', async () => {
    for (const who of people) {
      for (const side of sides) {
        const what = `${name} as ${who} in the ${side} organization`;
        const expected = outcomeOf(access, who, side);
        const answer = await ask(procedure, { who, side, input: madeUp(procedure) });
        expect(`${what}: ${outcomeOfAnswer(procedure, answer)} ${answer.text.slice(0, 200)}`).toContain(
          `${what}: ${expected} `,
        );
        if (access === 'operator') expectNoContent({ text: answer.text, what });
        else expectNothingOfVictim(world, { text: answer.text, what });
        if (expected === 'granted') continue;
        const ofNonsense = await ask(procedure, { who, side, input: { nonsense: true } });
        expect(ofNonsense).toEqual(answer);
      }
    }
  });

  const ids = idsOf(procedure.input);
  if (!ids.any || access === 'operator') return;

  it('takes ids of another organization for ids of nothing', async () => {
    for (const id of world.victim.things) {
      const asked = sampleInput(procedure.input, { id: () => id, withIds: true });
      const answer = await ask(procedure, { who: 'owner', side: 'own', input: asked });
      const input = sampleInput(procedure.input, { id: uuidv7, withIds: true });
      const ofNobody = await ask(procedure, { who: 'owner', side: 'own', input });
      expect({ ...answer, text: gistOf(answer.text) }).toEqual({ ...ofNobody, text: gistOf(ofNobody.text) });
      // A look-up may also answer that it found nothing.
      if (ids.required && procedure.type === 'mutation') expect(answer.status).toBe(404);
      expectNothingOfVictim(world, { text: answer.text, what: name, asked: JSON.stringify(asked) });
    }
  });
});

describe('after all that', () => {
  it('nothing of the other organization has changed', () => expectUntouched(world));
});
