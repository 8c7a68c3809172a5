import type { Remark } from './remark.ts';

type ServedModel = {
  readonly provider: string;
  readonly id: string;
  readonly callable: boolean;
  readonly simulated: boolean;
};

/** What is worth a look at the name of a route: that it takes the place of a model which clients reach by it. */
export function nameRemarks(models: readonly ServedModel[], name: string): readonly Remark[] {
  // The sandbox's are reached by their prefix alone.
  const serving = models.filter((each) => each.callable && !each.simulated && each.id === name);
  if (serving.length === 0) return [];
  const prefixed = serving.map(({ provider }) => `${provider}/${name}`).join(' or ');
  const message = `${name} is also a model of this project's keys: the route wins, and the model is reached as ${prefixed}`;
  return [{ path: 'name', message, tone: 'warn' }];
}
