import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import { servedUnder } from './model-of-name.ts';
import type { PlanRemark } from './view.ts';

/** What is worth a look at the name of a route: that it takes the place of a model which clients reach by it. */
export async function nameWarnings(
  own: OrganizationRepositories,
  projectId: string,
  name: string,
): Promise<readonly PlanRemark[]> {
  const providers = await servedUnder(own, projectId, name);
  if (providers.length === 0) return [];
  const prefixed = providers.map((provider) => `${provider}/${name}`).join(' or ');
  const message = `${name} is also a model of this project's keys: the route wins, and the model is reached as ${prefixed}`;
  return [{ path: '', message }];
}
