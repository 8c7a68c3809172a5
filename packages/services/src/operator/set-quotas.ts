import { operator } from '@weir/db/prisma/operator';
import { z } from 'zod';
import type { Actor } from '../actor.ts';
import { given, idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { operatorVerb } from '../verb.ts';
import { write } from '../write.ts';
import { readTenantViews } from './read-tenant-views.ts';
import { quotaFields, tenantView } from './tenant-view.ts';

/**
 * Sets quotas of an organization; those that are not given stay, null takes one away. What is there already stays, even
 * beyond the quota. The organization's log says so.
 */
export const setQuotas = operatorVerb({
  input: z.strictObject({ organizationId: idField, ...z.object(quotaFields).partial().shape }),
  output: tenantView,
  async run({ services, person }, { organizationId, ...quotas }) {
    const actor: Actor = { kind: 'operator', id: person.userId, organizationId, role: 'owner' };
    const change = given(quotas);
    const { result } = await write({ services, actor }, async ({ transaction, audit }) => {
      const here = operator(transaction);
      await here.setQuotas(organizationId, change);
      await audit({
        action: 'organization.set_quotas',
        subjectKind: 'organization',
        subjectId: organizationId,
        detail: change,
      });
      return here.tenant(organizationId);
    });
    const [view] = result === undefined ? [] : await readTenantViews(services, [result]);
    if (view === undefined) throw notFound('organization');
    return view;
  },
});
