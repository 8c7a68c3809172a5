import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { personVerb } from '../verb.ts';

/** Ends one of the person's sessions: its next request finds itself signed out. */
export const revokeSession = personVerb({
  input: z.strictObject({ id: idField }),
  output: z.strictObject({}),
  async run({ services, person }, { id }) {
    const { sessions } = instance(services.database);
    const ended = await sessions.revoke(person.userId, new Date(services.now()), { only: id });
    if (ended === 0) throw notFound('session');
    return {};
  },
});
