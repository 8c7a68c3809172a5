import { StateMark } from '../health/state-mark.tsx';
import type { RouteHealth } from './route-health.ts';

/** How the worst target of a route stands, and how many of them calls do not go to. */
export function RouteHealthCell({ health }: { readonly health: RouteHealth | undefined }) {
  if (health === undefined)
    return (
      <span className="text-faint" title="The gateway does not say how its targets are.">
        –<span className="sr-only"> unknown: the gateway does not say how its targets are</span>
      </span>
    );
  const { worst, out, targets } = health;
  return (
    <span className="inline-grid max-sm:justify-items-end">
      <StateMark state={worst} />
      {out > 0 && (
        <span className="text-xs whitespace-nowrap text-quiet tabular sm:pl-5">
          {out === targets ? 'no target left' : `${out} of ${targets} targets out`}
        </span>
      )}
    </span>
  );
}
