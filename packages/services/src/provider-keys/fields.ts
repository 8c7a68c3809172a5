import { provider as findProvider } from '@weir/providers/registry';
import { z } from 'zod';
import { ServiceError } from '../service-error.ts';

/** A vendor's credential: it travels in a header, so it is printable and without blanks. */
export const secretField = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(8192, 'is too long')
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without blanks');

export const baseUrlField = z.string().trim().min(1).max(2048);

const shownFrom = 12;

/** The last four characters; null where they would give away too much of a short secret. */
export function lastFourOf(secret: string | undefined): string | null {
  return secret === undefined || secret.length < shownFrom ? null : secret.slice(-4);
}

function refuse(field: string, reason: string): never {
  throw new ServiceError('invalid', `${field}: ${reason}.`, { field });
}

/** Throws `invalid` when the provider cannot be called with what is given. */
export function requireCallable(input: {
  readonly provider: string;
  readonly secret?: string | undefined;
  readonly baseUrl?: string | undefined;
}): void {
  const { provider, secret, baseUrl } = input;
  const known = findProvider(provider);
  if (known === undefined) refuse('provider', `${provider} is no provider; see /api/v1/providers`);
  if (known.local !== undefined) refuse('provider', `${provider} answers without a key, so none is stored`);
  if (known.baseUrl === undefined && baseUrl === undefined) refuse('baseUrl', `must be given for ${provider}`);
  if (secret === undefined && baseUrl === undefined) refuse('secret', `must be given for ${provider}`);
}
