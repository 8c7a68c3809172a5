import { readQuality, resetQualityState } from '@weir/db/sql/quality-states';
import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';

/**
 * Forgets what a project's ratings have taught, and the ratings so far with it: within some ten seconds its routes go by
 * public results again, until enough new ones have come.
 */
export const resetQuality = verb({
  action: 'route.write',
  input: z.strictObject({ projectId: idField }),
  output: z.strictObject({ forgotten: z.int().describe('Labels that had been learnt from.') }),
  async run(context, { projectId }) {
    const { services, actor } = context;
    const key = { organizationId: actor.organizationId, projectId };
    const { result } = await write(context, async ({ own, audit, nowMs }) => {
      const project = await own.projects.get(projectId);
      if (project === undefined) throw notFound('project');
      const forgotten = (await readQuality(services.sql, key))?.labels ?? 0;
      const detail = { name: project.name, labels: forgotten };
      await audit({ action: 'quality.reset', subjectKind: 'project', subjectId: projectId, detail });
      // Last, since it is no part of the transaction: an audit line that fails leaves all as it was.
      await resetQualityState(services.sql, key, new Date(nowMs));
      return { forgotten };
    });
    return result;
  },
});
