import { z } from 'zod';
import { idField } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { filterFields, filtersOf } from './filters.ts';
import { groupByField, report, reportFields, reportView } from './report.ts';

const { project: _project, notProject: _notProject, ...projectFilters } = filterFields;

/** Counts, units and cost of a project, over time and by group. Without `from` and `to`: the last 30 days. */
export const readUsage = verb({
  action: 'usage.read',
  input: z.strictObject({ projectId: idField, ...reportFields, groupBy: groupByField, ...projectFilters }),
  output: reportView,
  async run(context, { projectId, ...input }) {
    if ((await read(context).projects.get(projectId)) === undefined) throw notFound('project');
    return report(context, { ...filtersOf(input), project: [projectId] }, input);
  },
});
