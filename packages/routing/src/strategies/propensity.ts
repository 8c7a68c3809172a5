import { type Branch, headOf, standingsOf } from './place.ts';

/** Notes the chance with which a draw puts a branch first: on its head, or on those that draws below chose among. */
export function noteChance(branch: Branch, chance: number): void {
  const head = headOf(branch);
  let drawn = false;
  for (const place of branch.places) {
    for (const standing of standingsOf(place)) {
      if (standing.propensity === undefined) continue;
      standing.propensity *= chance;
      drawn = true;
    }
  }
  if (!drawn && head !== undefined) head.propensity = chance;
}
