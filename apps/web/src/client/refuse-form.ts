import type { FieldValues, Path, UseFormSetError } from 'react-hook-form';
import { refusalOf } from './api.tsx';

/** The words of a refusal as they stand below the field `name` itself: without its name, as a sentence. */
export function wordsAtField(message: string, name: string): string {
  const words = message.startsWith(`${name}: `) ? message.slice(name.length + 2) : message;
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}

/**
 * Puts what the refusal `error` says beside the field at fault and takes the focus there. Gives its words when it is about
 * none of `fields`: they belong above the form.
 */
export function refuseForm<Values extends FieldValues>(
  error: unknown,
  fields: readonly Path<Values>[],
  setError: UseFormSetError<Values>,
): string | undefined {
  const { message, field } = refusalOf(error);
  const at = fields.find((each) => each === field);
  if (at === undefined) return message;
  setError(at, { type: 'refused', message: wordsAtField(message, at) }, { shouldFocus: true });
  return undefined;
}
