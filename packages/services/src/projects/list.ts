import { z } from 'zod';
import { pageFields, pageOf } from '../fields.ts';
import { pageFrom, pageRequest } from '../paging.ts';
import { verb } from '../verb.ts';
import { read } from '../write.ts';
import { projectView, toProjectView } from './view.ts';

/** Projects of the organization, archived ones too, newest first. */
export const listProjects = verb({
  action: 'project.read',
  input: z.strictObject(pageFields),
  output: pageOf(projectView),
  async run(context, input) {
    const page = pageRequest(input);
    return pageFrom(await read(context).projects.list(page.query), page.take, toProjectView);
  },
});
