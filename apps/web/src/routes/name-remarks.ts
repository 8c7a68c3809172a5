import { shadowedModel } from '@weir/routing/shadowed-model';
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
  const message = shadowedModel(
    name,
    serving.map(({ provider }) => provider),
  );
  return message === undefined ? [] : [{ path: 'name', message, tone: 'warn' }];
}
