import type { Operation } from './document.ts';
import type { FieldLine } from './fields.ts';
import { boundWords, typeParts } from './type-words.ts';

/** What stands in the path and in the query of an operation, as lines of a table. */
export function parameterLines({ parameters }: Operation): readonly FieldLine[] {
  return parameters.map(({ name, in: place, required, description, schema }) => ({
    name,
    type: typeParts(schema),
    isRequired: required,
    description: [place === 'path' ? 'In the path.' : undefined, description]
      .filter((part) => part !== undefined)
      .join(' '),
    bounds: boundWords(schema),
  }));
}
