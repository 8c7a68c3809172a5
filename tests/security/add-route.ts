import { createRoute } from '@weir/services/routes/create';
import type { Customer, Product } from './product.ts';

/** A published route of a customer, with `mark` wherever people can write; gives its id. */
export async function addRoute({ services }: Product, customer: Customer, mark: string): Promise<string> {
  const { actor, projectId } = customer;
  const plan = { strategy: { kind: 'target', provider: 'openai', model: mark } } as const;
  return (await createRoute(services, actor, { projectId, name: mark, plan, note: mark })).id;
}
