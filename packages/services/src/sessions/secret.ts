import { deriveKey } from '@weir/access/master-key';
import type { Services } from '../services.ts';

/** What seals session cookies, derived from the master key, so that all web processes agree on it. */
export function sessionSecret({ masterKey }: Services): string {
  return deriveKey(masterKey, 'session-cookie').toString('base64url');
}
