import type { OrganizationScope } from './scope.ts';

/** What the projects of one organization have learnt of their ratings; the worker writes it by `sql/quality-states`. */
export function qualityStates({ client, organizationId }: OrganizationScope) {
  return {
    /** Forgets all that a project was told up to now. Gives how many labels it had learnt from. */
    async reset(projectId: string, at: Date): Promise<number> {
      const rows = await client.$queryRaw<{ labels: number }[]>`
        select labels from usage.quality_states
        where organization_id = ${organizationId}::uuid and project_id = ${projectId}::uuid for update`;
      await client.$executeRaw`
        insert into usage.quality_states (organization_id, project_id, reset_seq, reset_at)
        select ${organizationId}::uuid, ${projectId}::uuid, coalesce(max(seq), 0), ${at} from usage.feedback
        where organization_id = ${organizationId}::uuid and project_id = ${projectId}::uuid
        on conflict (organization_id, project_id) do update
        set state = null, labels = 0, version = quality_states.version + 1, reset_seq = excluded.reset_seq,
          reset_at = excluded.reset_at, learnt = quality_states.labelled, learnt_at = null`;
      return rows[0]?.labels ?? 0;
    },
  };
}
