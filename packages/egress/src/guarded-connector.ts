import type { LookupAddress } from 'node:dns';
import { lookup as resolve } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import type { AddressGuard } from './address-guard.ts';

/** Resolves a name to all of its addresses. */
export type Lookup = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The guard's no: `message` names the host, the address and the reason. */
export class RefusedAddressError extends Error {
  constructor(hostname: string, refusal: string) {
    super(refusal.startsWith(`${hostname} `) ? refusal : `${hostname} resolves to ${refusal}`);
    this.name = 'RefusedAddressError';
  }
}

const systemLookup: Lookup = (hostname) => resolve(hostname, { all: true });

/** All addresses of a name, each checked: one that is refused condemns the name, since a mixed answer is an attack or a mistake. */
async function resolveChecked(hostname: string, lookup: Lookup, guard: AddressGuard): Promise<LookupAddress[]> {
  const addresses = await lookup(hostname);
  for (const { address } of addresses) {
    const refusal = guard(address);
    if (refusal !== undefined) throw new RefusedAddressError(hostname, refusal);
  }
  return [...addresses];
}

/**
 * A connector for undici's Client that asks the guard at every connect. A name is resolved once and the socket gets the
 * very addresses that were checked, so that a second answer (DNS rebinding) is never asked for; Host and SNI keep the
 * name. IP literals skip `lookup` in `net.connect` and are checked before it.
 */
export function createGuardedConnector(options: {
  readonly guard: AddressGuard;
  readonly timeoutMs: number;
  readonly lookup?: Lookup | undefined;
}): buildConnector.connector {
  const { guard, lookup = systemLookup } = options;
  const checkedLookup: LookupFunction = (hostname, _options, callback) => {
    resolveChecked(hostname, lookup, guard).then(
      (addresses) => callback(null, addresses),
      (error: Error) => callback(error, []),
    );
  };
  const connect = buildConnector({
    allowH2: false,
    autoSelectFamily: true,
    lookup: checkedLookup,
    timeout: options.timeoutMs,
  });
  return (target, callback) => {
    const refusal = isIP(target.hostname) === 0 ? undefined : guard(target.hostname);
    if (refusal === undefined) connect(target, callback);
    else callback(new RefusedAddressError(target.hostname, refusal), null);
  };
}
