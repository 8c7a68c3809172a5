import { WeirError } from './errors.ts';
import type { Span } from './json-spans.ts';

/** A part of a form: where its value stands in the body. */
export type FormField = { readonly name: string; readonly span: Span; readonly isFile: boolean };

/** A `multipart/form-data` body (RFC 7578) with its parts. */
export type Form = {
  /** As it is to be sent on, with the boundary. */
  readonly contentType: string;
  readonly fields: readonly FormField[];
};

/** No form of a vendor's has a tenth of these. */
const partsMax = 1_000;
const partHeadBytesMax = 16_384;
const headEnd = Buffer.from('\r\n\r\n');

/** The media type of a form, whatever its case. */
export function isForm(contentType: string): boolean {
  return /^multipart\/form-data\s*;/i.test(contentType);
}

/** RFC 2046, 5.1.1: at most 70 of these characters. */
const boundaryForm = /;\s*boundary=(?:"([\w'()+,./:=? -]{0,69}[\w'()+,./:=?-])"|([\w'()+,./:=?-]{1,70}))\s*(?:;|$)/i;

function refused(message: string, field = 'content-type'): WeirError {
  return new WeirError('invalid_request', message, { field });
}

function boundaryOf(contentType: string): string {
  const [, quoted, plain] = boundaryForm.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw refused('The content type of the form names no valid boundary.');
  return boundary;
}

/** How often `needle` stands in `body`, up to `max`. */
function countOf(body: Buffer, needle: Buffer, max: number): number {
  let count = 0;
  for (let at = body.indexOf(needle); at !== -1 && count <= max; at = body.indexOf(needle, at + 1)) count++;
  return count;
}

/** The spans between delimiters, each from the head of a part to the end of its value. */
function partsOf(body: Buffer, delimiter: Buffer): readonly Span[] {
  const opening = body.indexOf(delimiter.subarray(2));
  if (opening !== 0 && body.indexOf(delimiter) !== opening - 2) throw refused('The form does not begin.', 'body');
  const parts: Span[] = [];
  let from = opening + delimiter.length - 2;
  while (body.toString('latin1', from, from + 2) !== '--') {
    if (body.toString('latin1', from, from + 2) !== '\r\n')
      throw refused('A boundary of the form is followed by text.', 'body');
    const end = body.indexOf(delimiter, from);
    if (end === -1) throw refused('The form ends before its last boundary.', 'body');
    parts.push([from + 2, end]);
    if (parts.length > partsMax) throw refused(`The form has more than ${partsMax} parts.`, 'body');
    from = end + delimiter.length;
  }
  // A reader that is less strict about line ends would see other parts than this one.
  const seen = countOf(body, delimiter.subarray(2), partsMax + 1);
  if (seen !== parts.length + 1) throw refused('The boundary of the form stands inside of a part.', 'body');
  return parts;
}

const dispositionForm = /^content-disposition:\s*form-data\s*;(.*)$/gim;
const nameForm = /(?:^|;)\s*name=(?:"([^"\\]*)"|([^\s;"]+))\s*(?=;|$)/gi;

/** The one name that a part has. Readers differ over what has several, or a name in RFC 5987's form. */
function nameIn(disposition: string | undefined): string | undefined {
  const names = [...(disposition ?? '').matchAll(nameForm)];
  const [first] = names;
  if (names.length !== 1 || /;\s*name\*/i.test(disposition ?? '')) return undefined;
  return first?.[1] ?? first?.[2];
}

function fieldOf(body: Buffer, [start, end]: Span): FormField {
  const at = body.subarray(start, Math.min(end, start + partHeadBytesMax)).indexOf(headEnd);
  if (at === -1) throw refused('A part of the form has no head.', 'body');
  const found = [...body.toString('latin1', start, start + at).matchAll(dispositionForm)];
  const disposition = found[0]?.[1]?.trimEnd();
  const name = nameIn(disposition);
  if (name === undefined || found.length > 1) throw refused('A part of the form has no plain name.', 'body');
  const isFile = /;\s*filename\*?=/i.test(disposition ?? '');
  return { name, span: [start + at + headEnd.length, end], isFile };
}

/**
 * The parts of a form, without copying any of it. Throws invalid_request where its bytes are not a form that every reader
 * would read alike.
 */
export function scanForm(body: Buffer, contentType: string): Form {
  const boundary = boundaryOf(contentType);
  const parts = partsOf(body, Buffer.from(`\r\n--${boundary}`));
  return {
    contentType: `multipart/form-data; boundary="${boundary}"`,
    fields: parts.map((part) => fieldOf(body, part)),
  };
}
