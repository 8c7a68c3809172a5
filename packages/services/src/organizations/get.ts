import { z } from 'zod';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { organizationView, toOrganizationView } from './view.ts';

/** The actor's organization. */
export const getOrganization = verb({
  action: 'organization.read',
  input: z.strictObject({}),
  output: organizationView,
  async run(context) {
    const row = await read(context).get();
    if (row === undefined) throw notFound('organization');
    return toOrganizationView(row);
  },
});
