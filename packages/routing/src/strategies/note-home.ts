import type { Deciding } from './deciding.ts';

/** Says where a sticky call is at home when it cannot go there now. */
export function noteHome({ input, stayId, traces }: Deciding): void {
  const { stay, plan } = input;
  if (plan.sticky === undefined || stay === undefined || stayId !== undefined) return;
  const home = stay.candidateId.split('@', 1)[0];
  traces.push({ path: 'sticky', kind: 'sticky', said: `${home}, where the call is at home, cannot take it now` });
}
