import { readDeadLetters } from '@weir/db/sql/dead-letters';
import { z } from 'zod';
import { pageFields, pageLimitDefault, pageOf } from '../fields.ts';
import { ServiceError } from '../service-error.ts';
import { verb } from '../verb.ts';
import { deadLetterId, deadLetterView, toDeadLetterView } from './view.ts';

/** So much of each record stands in the list. */
const recordMax = 4_000;

function idOf(cursor: string | undefined): bigint | undefined {
  if (cursor === undefined) return undefined;
  const text = deadLetterId.safeParse(Buffer.from(cursor, 'base64url').toString());
  if (text.success) return BigInt(text.data);
  throw new ServiceError('invalid', 'cursor: must be the nextCursor of a page.', { field: 'cursor' });
}

/** Records of the organization's usage that could not be written, latest first. */
export const listDeadLetters = verb({
  action: 'dead_letter.read',
  input: z.strictObject(pageFields),
  output: pageOf(deadLetterView),
  async run({ services, actor }, { limit = pageLimitDefault, cursor }) {
    const { organizationId } = actor;
    const after = idOf(cursor);
    const lines = await readDeadLetters(services.sql, { organizationId, recordMax, after, take: limit + 1 });
    const shown = lines.slice(0, limit);
    const last = lines.length > limit ? shown.at(-1) : undefined;
    const nextCursor = last === undefined ? null : Buffer.from(String(last.id)).toString('base64url');
    return { data: shown.map(toDeadLetterView), nextCursor };
  },
});
