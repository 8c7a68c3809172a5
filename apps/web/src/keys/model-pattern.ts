export type KnownModel = { readonly provider: string; readonly id: string };

/** True when `pattern` covers the model, by the rule that gateways keep: `*`, `provider/*`, `provider/model` or a name. */
export function covers(pattern: string, { provider, id }: KnownModel): boolean {
  return pattern === '*' || pattern === `${provider}/*` || pattern === id || pattern === `${provider}/${id}`;
}

/** How many of `models` the pattern covers. */
export function coverage(pattern: string, models: readonly KnownModel[]): number {
  return models.filter((model) => covers(pattern, model)).length;
}

const suggestedMax = 8;

/** Patterns that `text` may be on the way to: whole providers first, then single models. */
export function suggestPatterns(text: string, models: readonly KnownModel[], taken: readonly string[]): string[] {
  const providers = [...new Set(models.map(({ provider }) => `${provider}/*`))];
  const all = [...providers, ...models.map(({ provider, id }) => `${provider}/${id}`)];
  const asked = text.trim().toLowerCase();
  const fitting = all.filter((pattern) => !taken.includes(pattern) && pattern.toLowerCase().includes(asked));
  return fitting.slice(0, suggestedMax);
}

/** What was typed or pasted, as patterns: commas, blanks and line ends part them. */
export function patternsIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((part) => part !== '');
}
