import type { ProjectConfig } from '@weir/access/project-config';
import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { CustomPrice, Organization } from '@weir/db/prisma/rows';
import { notFound } from '../service-error.ts';
import { compileProject } from './compile-project.ts';

/** What all documents of one organization have in common, as of one transaction. */
export type SharedParts = {
  readonly organization: Organization;
  readonly customPrices: readonly CustomPrice[];
  readonly nowMs: number;
};

/** The shared parts. Throws `not_found`. */
export async function readSharedParts(own: OrganizationRepositories, nowMs: number): Promise<SharedParts> {
  const organization = await own.get();
  if (organization === undefined) throw notFound('organization');
  return { organization, customPrices: await own.customPrices.list(), nowMs };
}

/** What JSON keeps of `document`: fields that are undefined are left out. */
function toJson(document: ProjectConfig): Record<string, never> {
  return JSON.parse(JSON.stringify(document));
}

/** Compiles and stores the next version of a project's document; gives that version. Throws `not_found`. */
export async function publishProject(
  own: OrganizationRepositories,
  projectId: string,
  shared: SharedParts,
): Promise<number> {
  const published = await own.projectConfigs.publish(projectId, async (version) => {
    const project = await own.projects.get(projectId);
    if (project === undefined) throw notFound('project');
    const gatewayKeys = await own.gatewayKeys.live(projectId);
    const providerKeys = await own.providerKeys.usableBy(projectId);
    const routes = await own.routes.published(projectId);
    return toJson(compileProject({ ...shared, project, gatewayKeys, providerKeys, routes, version }));
  });
  if (published === undefined) throw notFound('project');
  return published;
}
