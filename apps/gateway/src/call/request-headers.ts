import { WeirError } from '@weir/protocol/errors';
import { z } from 'zod';

const tagsMax = 16;
const tags = z
  .record(z.string().min(1).max(64), z.string().max(256))
  .refine((record) => Object.keys(record).length <= tagsMax, { error: `at most ${tagsMax} tags` });

const nameCharactersMax = 256;
const timeoutMsMax = 3_600_000;

/** Where the headers are read from. */
type Asking = { header(name: string): string | undefined };

/** What the caller says about its call in `x-weir-` headers. */
export type RequestHeaders = {
  readonly tags: Readonly<Record<string, string>> | undefined;
  readonly session: string | undefined;
  readonly endUser: string | undefined;
  readonly timeoutMs: number | undefined;
  /** A route that is called whatever the body names. */
  readonly route: string | undefined;
  /** Preferences, as JSON. */
  readonly prefer: string | undefined;
};

function fault(field: string, message: string): WeirError {
  return new WeirError('invalid_request', `The header ${field} ${message}.`, { field });
}

function readTags(text: string): Readonly<Record<string, string>> {
  try {
    return tags.parse(JSON.parse(text));
  } catch (cause) {
    const form = `must be a JSON object of at most ${tagsMax} strings of at most ${nameCharactersMax} characters`;
    throw new WeirError('invalid_request', `The header x-weir-tags ${form}.`, { field: 'x-weir-tags', cause });
  }
}

function readName(asking: Asking, header: string): string | undefined {
  const value = asking.header(header);
  if (value !== undefined && value.length > nameCharactersMax) {
    throw fault(header, `is longer than ${nameCharactersMax} characters`);
  }
  return value;
}

function readTimeout(asking: Asking): number | undefined {
  const text = asking.header('x-weir-timeout-ms');
  if (text === undefined) return undefined;
  const timeoutMs = Number(text);
  if (Number.isInteger(timeoutMs) && timeoutMs > 0 && timeoutMs <= timeoutMsMax) return timeoutMs;
  throw fault('x-weir-timeout-ms', `must be a whole number from 1 to ${timeoutMsMax}`);
}

/** Reads the `x-weir-` request headers. Throws invalid_request naming the header. */
export function readRequestHeaders(asking: Asking): RequestHeaders {
  const tagText = asking.header('x-weir-tags');
  return {
    tags: tagText === undefined ? undefined : readTags(tagText),
    session: readName(asking, 'x-weir-session'),
    endUser: readName(asking, 'x-weir-user'),
    timeoutMs: readTimeout(asking),
    route: readName(asking, 'x-weir-route'),
    prefer: asking.header('x-weir-prefer'),
  };
}
