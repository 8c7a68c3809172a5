import type { Provider } from '@weir/providers/provider';
import { provider as findProvider } from '@weir/providers/registry';
import { baseUrlOf } from '@weir/providers/shared/base-url-of';
import { z } from 'zod';
import { ServiceError } from '../service-error.ts';

/** A vendor's credential: it travels in a header, so it is printable and without blanks. */
export const secretField = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(8192, 'is too long')
  .regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without blanks');

const fieldName = z.string().min(1).max(64);

/** The parts of a credential by the names that the provider's form has for them, and `form`. */
export const credentialField = z
  .record(fieldName, z.string().max(16_384, 'is too long'))
  .describe("In place of `secret`: the fields of one of the provider's credential forms, and `form`, its id.");

export const settingsField = z
  .record(fieldName, z.string().max(512, 'is too long'))
  .describe("What the provider's settings ask for: region, project, workspace. No secrets.");

/** What routes may ask of a key, as its owner says. */
export const routingFields = {
  region: z
    .string()
    .trim()
    .min(1)
    .max(64)
    .nullable()
    .optional()
    .describe('Where its requests are worked on, such as `eu`: routes may require it. Null: not said.'),
  zeroRetention: z
    .boolean()
    .optional()
    .describe('True: by your contract the provider keeps nothing of its requests. Routes may require it.'),
  weight: z
    .number()
    .min(0)
    .max(1_000_000)
    .optional()
    .describe('Its share of calls against other active keys of the same provider; 1 when absent.'),
};

export const baseUrlField = z.string().trim().min(1).max(2048);

function refuse(field: string, reason: string): never {
  throw new ServiceError('invalid', `${field}: ${reason}.`, { field });
}

/** The provider of a key to be stored. Throws `invalid` where it takes none. */
export function requireProvider(id: string): Provider {
  const known = findProvider(id);
  if (known === undefined) refuse('provider', `${id} is no provider; see /api/v1/providers`);
  if (known.local !== undefined) refuse('provider', `${id} answers without a key, so none is stored`);
  return known;
}

type KeyParts = {
  readonly hasCredential: boolean;
  readonly baseUrl: string | undefined;
  readonly settings: Readonly<Record<string, string>>;
};

/** Throws `invalid` when the provider cannot be called with what is given. */
export function requireCallable(provider: Provider, { hasCredential, baseUrl, settings }: KeyParts): void {
  if (baseUrlOf(provider, { baseUrl, settings }) === undefined) refuse('baseUrl', `must be given for ${provider.id}`);
  if (!hasCredential && baseUrl === undefined) refuse('secret', `must be given for ${provider.id}`);
}
