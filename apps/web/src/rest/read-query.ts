import type { z } from 'zod';
import { inputSchemaOf, type JsonSchema } from './json-schema.ts';
import { ProblemError, problem } from './problem.ts';

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new ProblemError(problem(400, `${name}: must be a number.`, name));
  }
  return value;
}

function booleanOf(name: string, text: string): boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
  throw new ProblemError(problem(400, `${name}: must be true or false.`, name));
}

function parseValue(name: string, text: string, schema: JsonSchema | undefined): unknown {
  switch (schema?.['type']) {
    case 'integer':
    case 'number':
      return numberOf(name, text);
    case 'boolean':
      return booleanOf(name, text);
    case 'array':
      return text.split(',').filter((part) => part !== '');
    default:
      return text;
  }
}

/** The query of `url` as input fields of `schema`; lists are comma-separated. Throws ProblemError (400). */
export function readQuery(url: URL, schema: z.ZodType): Record<string, unknown> {
  const { properties } = inputSchemaOf(schema);
  const input: Record<string, unknown> = {};
  for (const [name, text] of url.searchParams) {
    if (Object.hasOwn(input, name)) throw new ProblemError(problem(400, `${name}: is given twice.`, name));
    input[name] = parseValue(name, text, properties[name]);
  }
  return input;
}

/** Fields of the path as input fields of `schema`. Throws ProblemError (404) for what cannot be one: it is not there. */
export function readPathFields(
  fields: Readonly<Record<string, string>>,
  schema: z.ZodType,
): Readonly<Record<string, unknown>> {
  const { properties } = inputSchemaOf(schema);
  const read = ([name, text]: [string, string]) => {
    if (properties[name]?.['type'] !== 'integer') return [name, text] as const;
    if (!/^\d{1,15}$/.test(text)) throw new ProblemError(problem(404, 'There is no such thing.'));
    return [name, Number(text)] as const;
  };
  return Object.fromEntries(Object.entries(fields).map(read));
}
