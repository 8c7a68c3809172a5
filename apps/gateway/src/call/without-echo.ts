import { scanForm } from '@weir/protocol/form-spans';
import type { ParsedRequest } from '@weir/protocol/parse-request';

/** Shorter runs than this are words that anybody would use. */
const runCharactersMin = 12;
/** In a larger request the search would hold up other calls. */
const bodyBytesMax = 1024 * 1024;

const tooLarge = "The upstream's words are not kept: the request is too large to be looked for in them.";
const removed = '[removed]';

/** Every text that stands as a value in a JSON document, but for the top-level `model`. */
function textsIn(document: unknown): string[] {
  const texts: string[] = [];
  const waiting: unknown[] = [];
  const take = (value: unknown) => {
    if (typeof value === 'string') texts.push(value);
    else if (typeof value === 'object' && value !== null) waiting.push(value);
  };
  if (typeof document !== 'object' || document === null) return [];
  for (const [key, value] of Object.entries(document)) if (key !== 'model') take(value);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (typeof next === 'object' && next !== null) for (const value of Object.values(next)) take(value);
  }
  return texts;
}

function parsed(body: Buffer): unknown {
  return JSON.parse(body.toString());
}

/** Its fields but for the model; files are no text. */
function textsOfForm(body: Buffer, formType: string): string[] {
  const fields = scanForm(body, formType).fields.filter(({ name, isFile }) => !isFile && name !== 'model');
  return fields.map(({ span: [start, end] }) => body.toString('utf8', start, end));
}

/** Where the longest run of `message` from `start` on that stands in `sent` ends; `start` where there is none. */
function runEnd(message: string, start: number, sent: string): number {
  const isSent = (end: number) => sent.includes(message.slice(start, end));
  let known = start + runCharactersMin;
  if (known > message.length || !isSent(known)) return start;
  let beyond = message.length + 1;
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    if (isSent(middle)) known = middle;
    else beyond = middle;
  }
  return known;
}

const wordStart = /(?<![\p{L}\p{N}_])[\p{L}\p{N}_]/gu;

function withoutRuns(message: string, sent: string): string {
  let kept = '';
  let from = 0;
  for (const { index } of message.matchAll(wordStart)) {
    if (index < from) continue;
    const end = runEnd(message, index, sent);
    if (end === index) continue;
    kept += message.slice(from, index) + removed;
    from = end;
  }
  return kept + message.slice(from);
}

/**
 * An upstream's error message as the ledger keeps it: without what it repeats of the request's texts, because payloads
 * are not logged. Names of fields and of the model stay.
 */
export function withoutEcho(message: string, request: Pick<ParsedRequest, 'body' | 'formType'>): string {
  if (request.body.length > bodyBytesMax) return tooLarge;
  const texts =
    request.formType === undefined ? textsIn(parsed(request.body)) : textsOfForm(request.body, request.formType);
  return withoutRuns(message, texts.join('\0'));
}
