import { z } from 'zod';
import { personVerb } from '../verb.ts';
import { closeSession } from './close.ts';

/** Ends the session that asks. */
export const signOut = personVerb({
  input: z.strictObject({}),
  output: z.strictObject({}),
  async run({ services, person }) {
    await closeSession(services, person.sessionId);
    return {};
  },
});
