import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chatOperations } from '@weir/protocol/operation';
import { z } from 'zod';

const exception = z.strictObject({
  record: z.string(),
  dialect: z.enum(chatOperations),
  form: z.enum(['whole', 'streamed']),
  reason: z.string().min(10),
});

/** Where a recorded answer does not come out equal, and why. The file may only shrink: an exception that holds no more fails. */
export function readExceptions(): ReadonlyMap<string, string> {
  const path = join(import.meta.dirname, 'exceptions.json');
  const entries = z.array(exception).parse(JSON.parse(readFileSync(path, 'utf8')));
  return new Map(entries.map(({ record, dialect, form, reason }) => [`${record} ${dialect} ${form}`, reason]));
}
