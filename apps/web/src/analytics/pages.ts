import { stateFields } from './state.ts';

/** The pages that show the same state: range and filters stay when going from one to another. */
const analyticPages: readonly string[] = ['overview', 'calls', 'cost', 'performance'];

/** The fields of a page's URL that the page `to` takes over. */
export function keptFields(fields: URLSearchParams, { from, to }: { from: string; to: string }): [string, string][] {
  const names = analyticPages.includes(from) && analyticPages.includes(to) ? stateFields : ['project'];
  return [...fields].filter(([name]) => names.includes(name));
}
