import { z } from 'zod';
import { idField, limitsField, nameField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { write } from '../write.ts';
import { projectView, toProjectView } from './view.ts';

const responseRetentionDaysMax = 365;

/** Gives a project another name (its slug stays), or another time for which it keeps answers to be continued. */
export const updateProject = verb({
  action: 'project.update',
  input: z.strictObject({
    projectId: idField,
    name: nameField.optional(),
    responseRetentionDays: z
      .int()
      .min(0)
      .max(responseRetentionDaysMax)
      .optional()
      .describe('Days for which answers of the Responses API are kept for previous_response_id; 0 keeps none.'),
    limits: limitsField,
  }),
  output: projectView,
  async run(context, { projectId, name, responseRetentionDays }) {
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(responseRetentionDays === undefined ? {} : { responseRetentionDays }),
    };
    const { result } = await write(context, async ({ own, audit, affects }) => {
      const row = await own.projects.update(projectId, change);
      if (row === undefined) throw notFound('project');
      await audit({ action: 'project.update', subjectKind: 'project', subjectId: projectId, detail: change });
      if (responseRetentionDays !== undefined) affects(projectId);
      return row;
    });
    return toProjectView(result);
  },
});
