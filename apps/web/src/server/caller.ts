import type { Caller } from '@weir/services/actor';
import { addressHeader } from './client-address.ts';

const userAgentCharactersMax = 300;

/** Where a request comes from, as `main.ts` saw it. */
export function callerOf(headers: Headers): Caller {
  return {
    address: headers.get(addressHeader) ?? 'unknown',
    userAgent: (headers.get('user-agent') ?? '').slice(0, userAgentCharactersMax),
  };
}
