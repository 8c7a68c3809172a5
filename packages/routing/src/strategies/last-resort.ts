import { type Place, standingsOf } from './place.ts';

/** Targets whose circuit is open, one by one: those first that may recover soonest, those of unknown wait last. */
export function bySoonestRecovery(places: readonly Place[]): readonly Place[] {
  const standings = places.flatMap(standingsOf);
  const readyMs = standings.map(({ live }) => live?.openUntilMs ?? Number.MAX_SAFE_INTEGER);
  const order = standings.map((_, index) => index).sort((a, b) => (readyMs[a] ?? 0) - (readyMs[b] ?? 0));
  return order.flatMap((index): readonly Place[] => {
    const standing = standings[index];
    return standing === undefined ? [] : [{ kind: 'single', standing }];
  });
}
