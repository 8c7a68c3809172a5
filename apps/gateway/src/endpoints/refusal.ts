import { WeirError } from '@weir/protocol/errors';
import type { LiveState } from './internal.ts';

/** Why no call, and nothing about one, is taken now. */
export function refusal(live: LiveState, openCallsMax: number): WeirError | undefined {
  if (live.draining) return new WeirError('draining', 'This gateway is stopping. Try again: another one answers.');
  if (live.open <= openCallsMax) return undefined;
  return new WeirError('overloaded', 'This gateway has as many calls open as it takes. Try again later.');
}
