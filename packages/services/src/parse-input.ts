import { faultsOf } from '@weir/routing/plan-faults';
import type { z } from 'zod';
import { ServiceError } from './service-error.ts';

function unknownFieldsOf(issue: z.core.$ZodIssue): string[] {
  return issue.code === 'unrecognized_keys' ? issue.keys : [];
}

/** Of a choice between shapes: what is wrong with the one that was meant. */
function invalidChoice(error: z.core.$ZodError): ServiceError {
  const { path = '', message = 'is not valid' } = faultsOf(error)[0] ?? {};
  const words = path === '' ? `${message}.` : `${path}: ${message}.`;
  return new ServiceError('invalid', words, { ...(path === '' ? {} : { field: path }), cause: error });
}

/** The refusal that names the first faulty field of `error`, in words. */
export function invalidInput(error: z.core.$ZodError): ServiceError {
  const issue = error.issues[0];
  if (issue === undefined) return new ServiceError('invalid', 'The input is not valid.', { cause: error });
  if (issue.code === 'invalid_union') return invalidChoice(error);
  const [unknown] = unknownFieldsOf(issue);
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const field = path.map(String).join('.');
  const reason = unknown === undefined ? issue.message : 'There is no such field';
  const message = field === '' ? `${reason}.` : `${field}: ${reason}.`;
  return new ServiceError('invalid', message, { ...(field === '' ? {} : { field }), cause: error });
}

/** What JSON may carry and Postgres may not: NUL, and halves of surrogate pairs. */
const unstorable = /\0|\p{Surrogate}/u;

/** The path of the first text in `value` that cannot be stored. */
function unstorablePath(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return unstorable.test(value) ? [] : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (unstorable.test(key)) return [];
    const path = unstorablePath(inner);
    if (path !== undefined) return [key, ...path];
  }
  return undefined;
}

function refuseUnstorable(input: unknown): void {
  const path = unstorablePath(input);
  if (path === undefined) return;
  const field = path.join('.');
  const reason = 'holds a NUL or half a character, which cannot be stored.';
  throw new ServiceError('invalid', field === '' ? `The input ${reason}` : `${field}: ${reason}`, {
    ...(field === '' ? {} : { field }),
  });
}

const nestingMax = 100;

function isNestedDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isNestedDeeper(inner, levels - 1));
}

/**
 * Throws `invalid` for fields nested so deep that whatever goes through them recursively runs out of stack: this file,
 * and whoever writes them as JSON.
 */
export function refuseNested(fields: object): void {
  const found = Object.entries(fields).find(([, value]) => isNestedDeeper(value, nestingMax));
  if (found === undefined) return;
  const [field] = found;
  throw new ServiceError('invalid', `${field}: is nested more than ${nestingMax} deep.`, { field });
}

/** `input` read by `schema`. Throws `invalid` naming the first faulty field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  if (typeof parsed.data === 'object' && parsed.data !== null) refuseNested(parsed.data);
  refuseUnstorable(parsed.data);
  return parsed.data;
}
