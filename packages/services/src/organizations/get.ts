import { z } from 'zod';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { organizationView, toOrganizationView } from './view.ts';

const quotaView = z.strictObject({
  used: z.int(),
  max: z.int().nullable().describe('Set by the operator of this instance; null: no bound.'),
});

/** The actor's organization, with the quotas that the operator gave it. */
export const getOrganization = verb({
  action: 'organization.read',
  input: z.strictObject({}),
  output: organizationView
    .extend({
      quotas: z.strictObject({
        projects: quotaView,
        members: quotaView.describe('Open invitations count.'),
        gatewayKeys: quotaView,
        providerKeys: quotaView,
      }),
    })
    .meta({ id: 'OrganizationWithQuotas' }),
  async run(context) {
    const { quotas, ...own } = read(context);
    const row = await own.get();
    if (row === undefined) throw notFound('organization');
    const [projects, members, invitations, gatewayKeys, providerKeys] = await Promise.all([
      quotas.projects(),
      quotas.members(),
      quotas.openInvitations(new Date(context.services.now())),
      quotas.gatewayKeys(),
      quotas.providerKeys(),
    ]);
    return {
      ...toOrganizationView(row),
      quotas: {
        projects: { used: projects, max: row.projectsMax },
        members: { used: members + invitations, max: row.membersMax },
        gatewayKeys: { used: gatewayKeys, max: row.gatewayKeysMax },
        providerKeys: { used: providerKeys, max: row.providerKeysMax },
      },
    };
  },
});
