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
    const { result } = await write(context, async ({ own, audit, nowMs }) => {
      const project = await own.projects.get(projectId);
      if (project === undefined) throw notFound('project');
      const forgotten = await own.qualityStates.reset(projectId, new Date(nowMs));
      const detail = { name: project.name, labels: forgotten };
      await audit({ action: 'quality.reset', subjectKind: 'project', subjectId: projectId, detail });
      return { forgotten };
    });
    return result;
  },
});
