import { z } from 'zod';
import { idField, limitsField, nameField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { projectView, toProjectView } from './view.ts';

/** Gives a project another name; its slug stays. */
export const renameProject = verb({
  action: 'project.update',
  input: z.strictObject({ projectId: idField, name: nameField, limits: limitsField }),
  output: projectView,
  async run(context, { projectId, name }) {
    const { result } = await write(context, async ({ own, audit }) => {
      const row = await own.projects.update(projectId, { name });
      if (row === undefined) throw notFound('project');
      await audit({ action: 'project.rename', subjectKind: 'project', subjectId: projectId, detail: { name } });
      return row;
    });
    return toProjectView(result);
  },
});
