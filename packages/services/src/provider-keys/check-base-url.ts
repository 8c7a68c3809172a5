import { isIP } from 'node:net';
import { refusalOf } from '@weir/egress/address-guard';
import { parseUpstreamUrl } from '@weir/egress/upstream-url';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';

function refuse(reason: string): never {
  throw new ServiceError('invalid', `baseUrl: ${reason}.`, { field: 'baseUrl' });
}

async function addressesOf(services: Services, host: string): Promise<readonly string[]> {
  if (isIP(host) !== 0) return [host];
  // A name that does not resolve now may do so later; the trial will say so.
  return services.resolveHost(host).catch(() => []);
}

/**
 * `baseUrl` in its plain form, without a slash at its end. Throws `invalid` with the reason when it is no http(s) URL,
 * carries credentials, a query or a fragment, or leads to an address that may not be called. The guard at every connect
 * is the one that counts; this one spares its caller the wait.
 */
export async function checkBaseUrl(services: Services, baseUrl: string): Promise<string> {
  const parsed = parseUpstreamUrl(baseUrl);
  if (typeof parsed === 'string') refuse(parsed);
  const url = new URL(baseUrl);
  if (url.search !== '' || url.hash !== '') refuse('the URL may have neither a query nor a fragment');
  for (const address of await addressesOf(services, url.hostname.replace(/^\[|\]$/g, ''))) {
    const reason = refusalOf(address, services.privateUpstreams);
    if (reason !== undefined) refuse(reason);
  }
  return url.href.replace(/\/+$/, '');
}
