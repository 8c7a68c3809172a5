import type { z } from 'zod';

/** A faulty environment, in one line that names each variable and what it takes. */
export class EnvError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EnvError';
  }
}

/** The variables of `source` read by `schema`; an empty string counts as unset. Throws EnvError, without the values. */
export function parseEnv<Schema extends z.ZodType>(
  schema: Schema,
  source: Readonly<Record<string, string | undefined>>,
): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`);
  throw new EnvError(`The environment is not valid: ${faults.join('; ')}. Correct it and start again.`);
}
