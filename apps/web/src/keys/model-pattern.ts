export type KnownModel = { readonly provider: string; readonly id: string };

/** True when `pattern` covers the model, by the rule that gateways keep: `*`, `provider/*`, `provider/model` or a name. */
export function covers(pattern: string, { provider, id }: KnownModel): boolean {
  return pattern === '*' || pattern === `${provider}/*` || pattern === id || pattern === `${provider}/${id}`;
}

/** How many of `models` the pattern covers. */
export function coverage(pattern: string, models: readonly KnownModel[]): number {
  return models.filter((model) => covers(pattern, model)).length;
}

/** What a pattern stands for, in words; undefined where nothing is known that it would allow. */
export function coverageWords(pattern: string, { routes, models }: Known): string | undefined {
  const covered = coverage(pattern, models);
  const ofModels = covered === 1 ? '1 model' : `${covered} models`;
  if (routes.includes(pattern)) return covered === 0 ? 'a route' : `a route, and ${ofModels}`;
  return covered === 0 ? undefined : ofModels;
}

const suggestedMax = 8;

/** What a key may be allowed in its project. */
export type Known = { readonly routes: readonly string[]; readonly models: readonly KnownModel[] };

/** Patterns that `text` may be on the way to: routes first, then whole providers, then single models. */
export function suggestPatterns(text: string, { routes, models }: Known, taken: readonly string[]): string[] {
  const providers = [...new Set(models.map(({ provider }) => `${provider}/*`))];
  const all = [...routes, ...providers, ...models.map(({ provider, id }) => `${provider}/${id}`)];
  const asked = text.trim().toLowerCase();
  const fitting = all.filter((pattern) => !taken.includes(pattern) && pattern.toLowerCase().includes(asked));
  return fitting.slice(0, suggestedMax);
}

/** What was typed or pasted, as patterns: commas, blanks and line ends part them. */
export function patternsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}
