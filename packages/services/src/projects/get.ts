import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { projectView, toProjectView } from './view.ts';

/** One project. */
export const getProject = verb({
  action: 'project.read',
  input: z.strictObject({ projectId: idField }),
  output: projectView,
  async run(context, { projectId }) {
    const row = await read(context).projects.get(projectId);
    if (row === undefined) throw notFound('project');
    return toProjectView(row);
  },
});
