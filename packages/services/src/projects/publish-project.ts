import type { ProjectConfig } from '@weir/access/project-config';
import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import { notFound } from '../service-error.ts';
import { compileProject } from './compile-project.ts';

async function compile(own: OrganizationRepositories, projectId: string, step: { version: number; nowMs: number }) {
  const [organization, project] = [await own.get(), await own.projects.get(projectId)];
  if (organization === undefined || project === undefined) throw notFound('project');
  const gatewayKeys = await own.gatewayKeys.live(projectId);
  const providerKeys = await own.providerKeys.usableBy(projectId);
  const customPrices = await own.customPrices.list();
  return compileProject({ organization, project, gatewayKeys, providerKeys, customPrices, ...step });
}

/** What JSON keeps of `document`: fields that are undefined are left out. */
function toJson(document: ProjectConfig): Record<string, never> {
  return JSON.parse(JSON.stringify(document));
}

/** Compiles and stores the next version of a project's document; gives that version. Throws `not_found`. */
export async function publishProject(own: OrganizationRepositories, projectId: string, nowMs: number): Promise<number> {
  const version = await own.projectConfigs.publish(projectId, async (next) =>
    toJson(await compile(own, projectId, { version: next, nowMs })),
  );
  if (version === undefined) throw notFound('project');
  return version;
}
