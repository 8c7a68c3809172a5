import type { DeadLetterLine } from '@weir/db/sql/dead-letters';
import { z } from 'zod';
import { timeField } from '../fields.ts';

/** The number of a dead letter, as text: it may pass what JSON's numbers hold. */
export const deadLetterId = z.string().regex(/^\d{1,18}$/, 'must be the id of a dead letter');

/** A record of usage that could not be written. */
export const deadLetterView = z
  .strictObject({
    id: deadLetterId,
    at: timeField.describe('When it was put aside.'),
    reason: z.string().describe('Why it could not be written.'),
    kind: z.enum(['attempt', 'call']).nullable().describe('Null where that cannot be read.'),
    callId: z.string().nullable(),
    record: z.string().describe('As it travelled; the beginning of a long one.'),
    length: z.int().describe('Characters of the whole record.'),
  })
  .meta({ id: 'DeadLetter' });

const known = z.object({
  kind: z.enum(['attempt', 'call']).nullable().catch(null),
  callId: z.uuid().nullable().catch(null),
});

function read(record: string): z.output<typeof known> {
  try {
    return known.catch({ kind: null, callId: null }).parse(JSON.parse(record));
  } catch {
    return { kind: null, callId: null };
  }
}

/** `line` as its organization sees it. */
export function toDeadLetterView({ id, at, reason, record, length }: DeadLetterLine): z.output<typeof deadLetterView> {
  return { id: String(id), at: at.toISOString(), reason, ...read(record), record, length };
}
