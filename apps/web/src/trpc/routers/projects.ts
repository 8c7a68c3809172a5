import { archiveProject } from '@weir/services/projects/archive';
import { createProject } from '@weir/services/projects/create';
import { getProject } from '@weir/services/projects/get';
import { listProjects } from '@weir/services/projects/list';
import { updateProject } from '@weir/services/projects/update';
import { mutation, query, router } from '../trpc.ts';

export const projectsRouter = router({
  list: query(listProjects, { method: 'GET', path: '/projects', summary: 'Projects, newest first' }),
  create: mutation(createProject, { method: 'POST', path: '/projects', summary: 'Create a project', status: 201 }),
  get: query(getProject, { method: 'GET', path: '/projects/{projectId}', summary: 'A project' }),
  update: mutation(updateProject, { method: 'PATCH', path: '/projects/{projectId}', summary: 'Change a project' }),
  archive: mutation(archiveProject, {
    method: 'DELETE',
    path: '/projects/{projectId}',
    summary: 'Archive a project',
    description: 'Its gateway keys stop working within a second; its usage and calls stay readable.',
  }),
});
