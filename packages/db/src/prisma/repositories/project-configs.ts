import type { Prisma, ProjectConfig } from '../generated/client.ts';
import type { OrganizationScope } from './scope.ts';

/** Compiled documents of one organization's projects. */
export function projectConfigs({ client, organizationId }: OrganizationScope) {
  return {
    async get(projectId: string): Promise<ProjectConfig | undefined> {
      return (await client.projectConfig.findFirst({ where: { organizationId, projectId } })) ?? undefined;
    },
    /**
     * Replaces a project's document by what `compile` makes of the next version. Compilations of one project take
     * turns until their transactions end, so the last to commit has seen all before it; several projects in one
     * transaction must come in the order of their ids. Undefined when there is no such project.
     */
    async publish(
      projectId: string,
      compile: (version: number) => Promise<Prisma.InputJsonObject>,
    ): Promise<number | undefined> {
      const locked = await client.$queryRaw<unknown[]>`
        select 1 from projects where id = ${projectId}::uuid and organization_id = ${organizationId}::uuid for update`;
      if (locked.length === 0) return undefined;
      const current = await client.projectConfig.findFirst({ where: { organizationId, projectId } });
      const version = (current?.version ?? 0) + 1;
      const document = await compile(version);
      await client.projectConfig.upsert({
        where: { organizationId_projectId: { organizationId, projectId } },
        create: { organizationId, projectId, version, document },
        update: { version, document },
      });
      return version;
    },
  };
}
