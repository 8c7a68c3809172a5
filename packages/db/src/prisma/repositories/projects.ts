import type { Project } from '../generated/client.ts';
import { type Page, paged } from '../page.ts';
import type { OrganizationScope } from './scope.ts';

export type NewProject = Pick<Project, 'id' | 'name' | 'slug'>;
export type ProjectChange = Partial<Pick<Project, 'name' | 'archivedAt' | 'responseRetentionDays'>>;

/** Projects of one organization. */
export function projects({ client, organizationId }: OrganizationScope) {
  return {
    list(page: Page = {}): Promise<Project[]> {
      const { where, order } = paged(page);
      return client.project.findMany({ where: { organizationId, ...where }, ...order });
    },
    /** Those that are not archived, oldest first. */
    active(): Promise<Project[]> {
      return client.project.findMany({ where: { organizationId, archivedAt: null }, orderBy: { id: 'asc' } });
    },
    async get(id: string): Promise<Project | undefined> {
      return (await client.project.findFirst({ where: { organizationId, id } })) ?? undefined;
    },
    create(project: NewProject): Promise<Project> {
      return client.project.create({ data: { ...project, organizationId } });
    },
    async update(id: string, change: ProjectChange): Promise<Project | undefined> {
      return (await client.project.updateManyAndReturn({ where: { organizationId, id }, data: change }))[0];
    },
  };
}
