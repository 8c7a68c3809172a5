import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { projectView, toProjectView } from './view.ts';

/** Archives a project: its gateway keys stop working, its past stays readable. Archiving twice changes nothing. */
export const archiveProject = verb({
  action: 'project.archive',
  input: z.strictObject({ projectId: idField }),
  output: projectView,
  async run(context, { projectId }) {
    const { result } = await write(context, async ({ own, audit, affects, nowMs }) => {
      const known = await own.projects.get(projectId);
      if (known === undefined) throw notFound('project');
      if (known.archivedAt !== null) return known;
      const row = await own.projects.update(projectId, { archivedAt: new Date(nowMs) });
      await audit({ action: 'project.archive', subjectKind: 'project', subjectId: projectId });
      affects(projectId);
      return row ?? known;
    });
    return toProjectView(result);
  },
});
