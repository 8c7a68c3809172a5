import type { RequestFacts } from '../request-facts.ts';
import type { RoutePlan } from '../route-plan.ts';

const metadataPrefix = 'metadata.';

/** What makes a call stay with a target: what its request says where the route's `sticky.by` looks; undefined if nothing. */
export function stickyKeyOf({ sticky }: Pick<RoutePlan, 'sticky'>, facts: RequestFacts): string | undefined {
  if (sticky === undefined) return undefined;
  const { by } = sticky;
  switch (by) {
    case 'session':
      return facts.session;
    case 'prompt_cache_key':
      return facts.promptCacheKey;
    case 'user':
      return facts.user;
    default:
      return facts.metadata?.[by.slice(metadataPrefix.length)];
  }
}
