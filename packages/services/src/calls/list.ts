import { z } from 'zod';
import { idField, pageFields, pageOf } from '../fields.ts';
import { notFound } from '../service-error.ts';
import { filterFields, filtersOf } from '../usage/filters.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { callsFields, callsFilterOf } from './filters.ts';
import { pageOfCalls } from './page.ts';
import { callView } from './view.ts';

const { project: _project, notProject: _notProject, ...projectFilters } = filterFields;

/** A project's calls, newest first. */
export const listCalls = verb({
  action: 'call.read',
  input: z.strictObject({ projectId: idField, ...callsFields, ...projectFilters, ...pageFields }),
  output: pageOf(callView),
  async run(context, { projectId, ...input }) {
    const own = read(context);
    if ((await own.projects.get(projectId)) === undefined) throw notFound('project');
    const filters = { ...filtersOf(input), project: [projectId] };
    return pageOfCalls(context, callsFilterOf(own.id, filters, input), input);
  },
});
