import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { personVerb } from '../verb.ts';

/** Ends all of the person's sessions but the one that asks; says how many. */
export const revokeOtherSessions = personVerb({
  input: z.strictObject({}),
  output: z.strictObject({ revoked: z.int() }),
  async run({ services, person }) {
    const { sessions } = instance(services.database);
    const but = person.sessionId;
    return { revoked: await sessions.revoke(person.userId, new Date(services.now()), { but }) };
  },
});
