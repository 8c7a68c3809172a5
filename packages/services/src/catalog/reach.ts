import { findModel } from '@weir/catalog/models';
import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import { trial } from '../provider-keys/trial.ts';

/** What an organization's provider keys reach. */
export type Reach = {
  /** True when an active key makes calls to the provider. */
  reaches(provider: string): boolean;
  /** Models that the provider listed at a trial and that the catalogue does not know. */
  unlistedOf(provider: string): readonly string[];
};

/** What the keys of one project reach, or with undefined those of all. */
export async function readReach(own: OrganizationRepositories, projectId: string | undefined): Promise<Reach> {
  const keys = await (projectId === undefined ? own.providerKeys.list() : own.providerKeys.usableBy(projectId));
  const active = keys.filter(({ kind, status }) => kind === 'inference' && status === 'active');
  const providers = new Set(active.map(({ provider }) => provider));
  return {
    reaches: (provider) => providers.has(provider),
    unlistedOf(provider) {
      const ofProvider = active.filter((key) => key.provider === provider);
      const listed = ofProvider.flatMap((key) => trial.safeParse(key.trial).data?.models?.ids ?? []);
      return listed.filter((id) => findModel(provider, id) === undefined);
    },
  };
}
