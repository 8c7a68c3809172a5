import { findModel } from '@weir/catalog/models';
import type { OrganizationRepositories } from '@weir/db/prisma/organization';

/**
 * The providers whose keys of a project serve a model of this very name, which clients reach by the bare name while no
 * route is called so.
 */
export async function servedUnder(
  own: OrganizationRepositories,
  projectId: string,
  name: string,
): Promise<readonly string[]> {
  const keys = await own.providerKeys.usableBy(projectId);
  const serving = keys.filter(({ kind, status }) => kind === 'inference' && status === 'active');
  const custom = await own.customPrices.list();
  const isPriced = (provider: string) => custom.some((price) => price.provider === provider && price.model === name);
  const providers = new Set(serving.map(({ provider }) => provider));
  return [...providers].filter((provider) => findModel(provider, name) !== undefined || isPriced(provider));
}
