import { z } from 'zod';
import { timeField } from '../fields.ts';
import { presentActor } from '../members/standing.ts';
import { notFound, ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';

/**
 * Deletes the organization, for good: nobody gets in from then on, its gateway keys stop within a second, its tokens at
 * once, and the worker takes its rows away. People keep their accounts and sessions.
 */
export const deleteOrganization = verb({
  action: 'organization.delete',
  input: z.strictObject({ confirmName: z.string().max(200).describe("The organization's name, as it is written.") }),
  output: z.strictObject({ deletedAt: timeField }),
  async run(context, { confirmName }) {
    const { services, actor } = context;
    const { result } = await write(context, async (begun) => {
      const { own, audit, affects, nowMs } = begun;
      await presentActor(begun, actor, 'organization.delete');
      const known = await own.get();
      if (known === undefined) throw notFound('organization');
      if (known.name !== confirmName) {
        throw new ServiceError('invalid', 'confirmName: must be the name of the organization.', {
          field: 'confirmName',
        });
      }
      const at = new Date(nowMs);
      await own.markDeleted(at);
      await audit({ action: 'organization.delete', subjectKind: 'organization', subjectId: own.id });
      affects('every project');
      return at;
    });
    // The log of the organization goes with it; this line stays.
    services.log.info(
      { organizationId: actor.organizationId, actorKind: actor.kind, actorId: actor.id },
      'an organization was deleted',
    );
    return { deletedAt: result.toISOString() };
  },
});
