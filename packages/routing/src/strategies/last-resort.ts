import type { Deciding } from './deciding.ts';
import { type Place, standingsOf } from './place.ts';

/** Targets whose circuit is open, one by one: those first that may recover soonest, those of unknown wait last. */
export function bySoonestRecovery(places: readonly Place[], { traces }: Deciding): readonly Place[] {
  const standings = places.flatMap(standingsOf);
  const ordered = standings
    .map((standing) => ({ standing, readyMs: standing.live?.openUntilMs ?? Number.MAX_SAFE_INTEGER }))
    .sort((a, b) => a.readyMs - b.readyMs);
  if (ordered.length > 0) {
    const said =
      'every target that could take the call keeps failing: they are tried all the same, the soonest back first';
    traces.push({ path: 'last_resort', kind: 'last_resort', said });
  }
  return ordered.map(({ standing }) => ({ kind: 'single', standing }));
}
