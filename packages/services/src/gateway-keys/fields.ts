import { z } from 'zod';
import { timeField } from '../fields.ts';
import { ServiceError } from '../service-error.ts';

/** Models and routes that a key may call, as its clients name them. */
export const allowedModelsField = z
  .array(z.string().min(1).max(200))
  .min(1, 'must name at least one model or route; leave it out to allow all of them')
  .max(500);

/** What a gateway key's calls carry along; used for attribution and, later, by policies. */
export const attributesField = z
  .record(z.string().min(1).max(64), z.string().max(256))
  .refine((attributes) => Object.keys(attributes).length <= 32, 'must have at most 32 entries');

export const expiresAtField = timeField.describe('From then on the key is refused.');

/** `expiresAt` as a date in the future, or null for never. Throws `invalid`. */
export function expiryOf(expiresAt: string | null | undefined, nowMs: number): Date | null {
  if (expiresAt === null || expiresAt === undefined) return null;
  const date = new Date(expiresAt);
  if (date.getTime() > nowMs) return date;
  throw new ServiceError('invalid', 'expiresAt: must be in the future.', { field: 'expiresAt' });
}
