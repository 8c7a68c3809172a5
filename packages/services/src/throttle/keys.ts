import { createHash } from 'node:crypto';
import type { Caller } from '../actor.ts';
import { addressGroup } from './address-group.ts';

/** Counts what comes from one address. */
export function addressKey(what: string, caller: Caller): string {
  return `${what}/address/${addressGroup(caller.address)}`;
}

/** Counts what concerns one account; `email` is in lower case, and need not be anybody's. */
export function accountKey(what: string, email: string): string {
  return `${what}/account/${createHash('sha256').update(email).digest('base64url').slice(0, 22)}`;
}
