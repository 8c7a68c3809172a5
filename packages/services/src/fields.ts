import { timeOfUuid } from '@weir/runtime/uuid';
import { z } from 'zod';

/** A name that people give to a thing. */
export const nameField = z.string().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters');

/** An id of ours. */
export const idField = z.uuid('must be an id');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** An IANA time zone. */
export const timeZoneField = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin');

const [firstMs, endMs] = [Date.UTC(1900), Date.UTC(9000)];

/** An instant as RFC 3339, of a year that Postgres takes in any time zone and with any span added. */
export const timeField = z.iso
  .datetime({ offset: true, error: 'must be a time as in 2026-01-31T12:00:00Z' })
  .refine((text) => Date.parse(text) >= firstMs && Date.parse(text) < endMs, 'must be of a year from 1900 to 8999');

/** Page controls of every list: newest first, `limit` 1 to 200, 50 when absent. */
export const pageFields = {
  limit: z.int().min(1).max(200).optional().describe('Lines of a page, 1 to 200; 50 when absent.'),
  cursor: z.string().max(200).optional().describe('`nextCursor` of the page before.'),
};

/** What every list answers: a page, and the cursor of the next or null at the end. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.strictObject({ data: z.array(item), nextCursor: z.string().nullable() });
}

/** Lines of a page when the caller names none. */
export const pageLimitDefault = 50;

/**
 * `limits` as the contract will have it. Not enforced yet, therefore not accepted: a limit that is stored and not kept
 * would be a false promise.
 */
export const limitsField = z
  .never('limits are not enforced yet, so they are not accepted; leave the field out')
  .optional()
  .describe('Not accepted yet: limits are refused until they are enforced.');

/** The instant of an id, as RFC 3339. */
export function timeOfId(id: string): string {
  return new Date(timeOfUuid(id)).toISOString();
}

/** `date` as RFC 3339, or null. */
export function timeOrNull(date: Date | null): string | null {
  return date === null ? null : date.toISOString();
}

/** The fields of `input` that were given at all. */
export function given<Input extends Record<string, unknown>>(
  input: Input,
): { [Field in keyof Input]?: Exclude<Input[Field], undefined> };
export function given(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}
