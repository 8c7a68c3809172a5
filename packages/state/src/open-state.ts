import type { Logger } from '@weir/runtime/logger';
import { openLocalState } from './open-local-state.ts';
import { openRedisState } from './open-redis-state.ts';
import type { State } from './state.ts';

export type StateOptions = {
  /** Absent: this process is alone. */
  readonly redisUrl?: string | undefined;
  /** Names this process among all that share the state, anew at each start. */
  readonly instance: string;
  readonly log: Logger;
  readonly now: () => number;
};

/** The state that gateways share. Resolves whether or not Redis is there: it connects when it can. */
export async function openState({ redisUrl, instance, log, now }: StateOptions): Promise<State> {
  return redisUrl === undefined ? openLocalState(now) : openRedisState({ redisUrl, instance, log, now });
}
