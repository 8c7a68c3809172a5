/**
 * What is worth a look at a route's name when these providers serve a model of the same one, which clients then reach
 * by its prefix alone; undefined when none does.
 */
export function shadowedModel(name: string, providers: readonly string[]): string | undefined {
  if (providers.length === 0) return undefined;
  const prefixed = providers.map((provider) => `${provider}/${name}`).join(' or ');
  return `${name} is also a model of this project's keys: the route wins, and the model is reached as ${prefixed}`;
}
