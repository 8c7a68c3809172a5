import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { Project } from '@weir/db/prisma/rows';
import { notFound, ServiceError } from '../service-error.ts';

/** The project, if it can take something new. Throws `not_found`, or `conflict` when it is archived. */
export async function requireActive(own: OrganizationRepositories, projectId: string): Promise<Project> {
  const project = await own.projects.get(projectId);
  if (project === undefined) throw notFound('project');
  if (project.archivedAt !== null) throw new ServiceError('conflict', 'The project is archived.');
  return project;
}
