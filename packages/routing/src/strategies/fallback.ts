import type { Deciding } from './deciding.ts';
import { type Branch, headOf, joined, nameOf, type Ruling } from './place.ts';
import { broughtFirst, stayIndex } from './stay-first.ts';

/** Children in their order; the one that the call stays with goes first. */
export function fallback(branches: readonly Branch[], deciding: Deciding): Ruling {
  const stay = stayIndex(branches, deciding.stayId);
  const ordered = broughtFirst(branches, stay);
  const places = joined(ordered);
  const open = branches.filter((branch) => branch.places.length > 0).length;
  const first = headOf({ places });
  if (first === undefined) return { places, said: 'none of its children can take the call' };
  const how = stay > 0 ? 'the call stays with' : 'in order, beginning with';
  return { places, said: `${how} ${nameOf(first)}; ${open} of ${branches.length} can take the call` };
}
