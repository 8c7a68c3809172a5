import { z } from 'zod';
import { given, nameField, timeZoneField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { organizationView, toOrganizationView } from './view.ts';

/** Changes name or time zone. */
export const updateOrganization = verb({
  action: 'organization.update',
  input: z.strictObject({ name: nameField.optional(), timeZone: timeZoneField.optional() }),
  output: organizationView,
  async run(context, input) {
    const { result } = await write(context, async ({ own, audit }) => {
      const change = given(input);
      const row = Object.keys(change).length === 0 ? await own.get() : await own.update(change);
      if (row === undefined) throw notFound('organization');
      await audit({ action: 'organization.update', subjectKind: 'organization', subjectId: own.id, detail: change });
      return row;
    });
    return toOrganizationView(result);
  },
});
