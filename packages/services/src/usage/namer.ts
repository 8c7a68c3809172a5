import { readUsageNames } from '@weir/db/sql/names';
import type { Actor } from '../actor.ts';
import type { Services } from '../services.ts';

/** The name of what an id stands for; null where there is none. */
export type Namer = (id: string | null) => string | null;

/** The names of the actor's organization. */
export async function readNamer(services: Services, actor: Actor): Promise<Namer> {
  const names = await readUsageNames(services.sql, actor.organizationId);
  const byId = new Map(names.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (byId.get(id) ?? null));
}
