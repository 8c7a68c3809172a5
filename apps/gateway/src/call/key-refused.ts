import { WeirError } from '@weir/protocol/errors';
import type { Failure } from '@weir/protocol/failure';

/**
 * The error for an upstream's answer about the stored credential or its account; undefined for any other answer. Passed
 * on as it is, a 401 would tell the client that its gateway key is wrong, and a 402 that its budget here is spent.
 */
export function keyRefused(providerName: string, status: number, failure: Failure): WeirError | undefined {
  if (failure.code !== 'auth' && status !== 401 && status !== 402) return undefined;
  return new WeirError(
    'provider_key_refused',
    `${providerName} refused the provider key of this project with ${status}: ${failure.message} (Your gateway key is valid.)`,
  );
}
