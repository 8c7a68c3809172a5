import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { given, nameField, timeZoneField } from '../fields.ts';
import { personVerb } from '../verb.ts';

/** Changes the person's own name or time zone; null: the browser's. */
export const updateProfile = personVerb({
  input: z.strictObject({ name: nameField.optional(), timeZone: timeZoneField.nullable().optional() }),
  output: z.strictObject({ name: z.string(), timeZone: z.string().nullable() }),
  async run({ services, person }, input) {
    const { name, timeZone } = await instance(services.database).users.update(person.userId, given(input));
    return { name, timeZone };
  },
});
