import type { DoerView, RouteLine } from '@weir/services/routes/view';
import type { RouteHealth } from './route-health.ts';
import type { Traffic } from './traffic.ts';

/** A route as its row shows it; undefined is on the way or not known. */
export type RouteRow = {
  readonly route: RouteLine;
  readonly traffic: Traffic | undefined;
  readonly health: RouteHealth | undefined;
};

/** Who published or changed something, in words. */
export function doerWords(doer: DoerView | null): string {
  if (doer === null) return 'nobody';
  if (doer.name !== null) return doer.kind === 'token' ? `the token ${doer.name}` : doer.name;
  return doer.kind === 'user' ? 'somebody who left' : `the ${doer.kind}`;
}
