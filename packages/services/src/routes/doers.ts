import type { OrganizationRepositories } from '@weir/db/prisma/organization';
import type { Actor } from '../actor.ts';
import type { DoerView } from './view.ts';

/** Who did something, as it is stored: as in audit lines. */
export type Doer = Pick<DoerView, 'kind' | 'id'>;
/** `doer` with the name that it has now. */
export type NameDoer = (doer: Doer) => DoerView;

/** The actor as it is stored with what it did. */
export function doerOf({ kind, id }: Actor): Doer {
  return { kind, id };
}

function mentionOf({ kind, id }: Doer): Doer {
  return { kind: kind === 'token' ? 'management_token' : kind, id };
}

/** Finds the names of `doers`. */
export async function nameDoers(own: OrganizationRepositories, doers: readonly Doer[]): Promise<NameDoer> {
  const nameOf = await own.names.of(doers.map(mentionOf));
  return (doer) => ({ kind: doer.kind, id: doer.id, name: nameOf(mentionOf(doer)) ?? null });
}
