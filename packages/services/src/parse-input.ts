import type { z } from 'zod';
import { ServiceError } from './service-error.ts';

function unknownFieldsOf(issue: z.core.$ZodIssue): string[] {
  return issue.code === 'unrecognized_keys' ? issue.keys : [];
}

/** The refusal that names the first faulty field of `error`, in words. */
export function invalidInput(error: z.core.$ZodError): ServiceError {
  const issue = error.issues[0];
  if (issue === undefined) return new ServiceError('invalid', 'The input is not valid.', { cause: error });
  const [unknown] = unknownFieldsOf(issue);
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const field = path.map(String).join('.');
  const reason = unknown === undefined ? issue.message : 'There is no such field';
  const message = field === '' ? `${reason}.` : `${field}: ${reason}.`;
  return new ServiceError('invalid', message, { ...(field === '' ? {} : { field }), cause: error });
}

/** What JSON may carry and Postgres may not: NUL, and halves of surrogate pairs. */
const unstorable = /\0|\p{Surrogate}/u;

const nestingMax = 100;

/** Why a part of an input cannot be taken, and where it stands. */
type Fault = { readonly path: readonly string[]; readonly reason: string };

const unstorableFault: Fault = { path: [], reason: 'holds a NUL or half a character, which cannot be stored.' };
const nestingFault: Fault = { path: [], reason: `is nested more than ${nestingMax} deep.` };

/** The first fault in `value` that no schema looks for. */
function faultOf(value: unknown, depth = 0): Fault | undefined {
  if (typeof value === 'string') return unstorable.test(value) ? unstorableFault : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  // What goes through it recursively, here and later, has only so much of a stack.
  if (depth > nestingMax) return nestingFault;
  for (const [key, inner] of Object.entries(value)) {
    if (unstorable.test(key)) return unstorableFault;
    const fault = faultOf(inner, depth + 1);
    if (fault?.reason === nestingFault.reason) return { ...fault, path: [key] };
    if (fault !== undefined) return { ...fault, path: [key, ...fault.path] };
  }
  return undefined;
}

function refuseFaulty(input: unknown): void {
  const fault = faultOf(input);
  if (fault === undefined) return;
  const field = fault.path.join('.');
  throw new ServiceError('invalid', field === '' ? `The input ${fault.reason}` : `${field}: ${fault.reason}`, {
    ...(field === '' ? {} : { field }),
  });
}

/** `input` read by `schema`. Throws `invalid` naming the first faulty field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  refuseFaulty(parsed.data);
  return parsed.data;
}
