import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import { shadowedModel } from '@weir/routing/shadowed-model';
import { servedUnder } from './model-of-name.ts';
import type { PlanRemark } from './view.ts';

/** What is worth a look at the name of a route: that it takes the place of a model which clients reach by it. */
export async function nameWarnings(
  own: OrganizationRepositories,
  projectId: string,
  name: string,
): Promise<readonly PlanRemark[]> {
  const message = shadowedModel(name, await servedUnder(own, projectId, name));
  return message === undefined ? [] : [{ path: '', message }];
}
