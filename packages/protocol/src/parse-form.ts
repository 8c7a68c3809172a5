import { WeirError } from './errors.ts';
import { type Form, type FormField, scanForm } from './form-spans.ts';
import type { Operation } from './operation.ts';
import type { ParsedRequest } from './parse-request.ts';

const modelCharactersMax = 512;
const endUserCharactersMax = 256;
/** What decides is never longer. */
const valueBytesMax = 4_096;

function invalid(field: string, what: string): WeirError {
  return new WeirError('invalid_request', `${field} ${what}.`, { field });
}

function onlyOne(form: Form, name: string): FormField | undefined {
  const [field, second] = form.fields.filter((one) => one.name === name);
  if (field?.isFile === true) throw invalid(name, 'must be no file');
  if (second === undefined) return field;
  throw new WeirError('duplicate_key', `${name} stands more than once in the form.`, { field: name });
}

function textOf(body: Buffer, { name, span: [start, end] }: FormField): string {
  if (end - start > valueBytesMax) throw invalid(name, `must have at most ${valueBytesMax} bytes`);
  return body.toString('utf8', start, end);
}

function modelIn(body: Buffer, field: FormField): string {
  const model = textOf(body, field);
  if (model === '') throw invalid('model', 'must not be empty');
  if (model.length > modelCharactersMax) throw invalid('model', `must have at most ${modelCharactersMax} characters`);
  if (/\p{Cc}/u.test(model)) throw invalid('model', 'must not have control characters');
  return model;
}

/**
 * Reads a request that comes as a form: its model and whether to stream; the bytes stay. Throws invalid_request or
 * duplicate_key naming the field.
 */
export function parseForm(operation: Operation, body: Buffer, contentType: string): ParsedRequest {
  const form = scanForm(body, contentType);
  const named = onlyOne(form, 'model');
  if (named === undefined) throw invalid('model', 'is missing');
  const streamed = onlyOne(form, 'stream');
  const user = form.fields.find(({ name, isFile }) => name === 'user' && !isFile);
  return {
    operation,
    body,
    model: modelIn(body, named),
    modelSpan: named.span,
    streaming: streamed !== undefined && textOf(body, streamed) === 'true',
    includesUsage: false,
    formType: form.contentType,
    ...(user === undefined ? {} : { endUser: textOf(body, user).slice(0, endUserCharactersMax) }),
  };
}
