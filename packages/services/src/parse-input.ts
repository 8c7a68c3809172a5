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

/** `input` read by `schema`. Throws `invalid` naming the first faulty field. */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalidInput(parsed.error);
}
