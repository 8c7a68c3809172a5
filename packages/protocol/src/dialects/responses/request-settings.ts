import type { OutputFormat } from '../../canonical/chat-request.ts';
import { defined } from '../../canonical/fields.ts';
import { asObject, type JsonObject, objectAt } from '../../json-read.ts';

/** `text.format`. A schema needs a name here; it is strict only where the caller said so. */
export function formatJson(output: OutputFormat, own: boolean): JsonObject {
  switch (output.kind) {
    case 'text':
      return { type: 'text' };
    case 'json':
      return { type: 'json_object' };
    case 'schema': {
      const { name, description, schema, strict } = output;
      return {
        type: 'json_schema',
        ...defined({ name: name ?? (own ? undefined : 'response'), description, strict }),
        schema,
      };
    }
  }
}

type TextJson = {
  readonly format: JsonObject | undefined;
  readonly verbosity: string | undefined;
  readonly native: unknown;
};

/** `text`, with the fields of the own dialect; undefined where it says nothing. */
export function textJson({ format, verbosity, native }: TextJson): JsonObject | undefined {
  const own = asObject(native);
  const ownFormat = objectAt(own, 'format');
  const json = {
    ...own,
    ...defined({
      format: format === undefined && ownFormat === undefined ? undefined : { ...ownFormat, ...format },
      verbosity,
    }),
  };
  return Object.keys(json).length === 0 ? undefined : json;
}
