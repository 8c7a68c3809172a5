import type { Services } from '../services.ts';
import { addressGroup } from './address-group.ts';
import { accountKey } from './keys.ts';
import { throttleLimits } from './limits.ts';
import { throttle } from './throttle.ts';

/**
 * Counts a mail to `email` that somebody at `address` asks for. Each counts apart, so that one who asks without end does
 * not keep the owner's own from being sent. Throws `throttled`, whoever has the address.
 */
export async function throttleMail(services: Services, email: string, address: string): Promise<void> {
  const key = accountKey('mail', email);
  await throttle(services, `${key}/${addressGroup(address)}`, throttleLimits.mailAccount);
  await throttle(services, key, throttleLimits.mailAccountTotal);
}
