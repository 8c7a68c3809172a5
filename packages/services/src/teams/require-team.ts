import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import { notFound } from '../service-error.ts';

/** The team. Throws `not_found`. */
export async function requireTeam(own: OrganizationRepositories, id: string) {
  const team = await own.teams.get(id);
  if (team === undefined) throw notFound('team');
  return team;
}
