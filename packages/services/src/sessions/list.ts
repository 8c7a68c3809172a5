import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { idField, timeField } from '../fields.ts';
import { personVerb } from '../verb.ts';

const sessionView = z.strictObject({
  id: idField,
  createdAt: timeField,
  seenAt: timeField,
  expiresAt: timeField,
  address: z.string(),
  userAgent: z.string(),
  /** The one that asks. */
  isCurrent: z.boolean(),
});

/** The person's sessions, latest use first. */
export const listSessions = personVerb({
  input: z.strictObject({}),
  output: z.strictObject({ data: z.array(sessionView) }),
  async run({ services, person }) {
    const rows = await instance(services.database).sessions.liveOf(person.userId, new Date(services.now()));
    const data = rows.map(({ id, createdAt, seenAt, expiresAt, address, userAgent }) => ({
      id,
      createdAt: createdAt.toISOString(),
      seenAt: seenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      address,
      userAgent,
      isCurrent: id === person.sessionId,
    }));
    return { data };
  },
});
