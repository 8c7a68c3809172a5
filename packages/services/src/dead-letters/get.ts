import { readDeadLetter } from '@weir/db/sql/dead-letters';
import { z } from 'zod';
import { notFound } from '../service-error.ts';
import { verb } from '../verb.ts';
import { deadLetterId, deadLetterView, toDeadLetterView } from './view.ts';

const recordMax = 1_000_000;

/** One record that could not be written, whole. */
export const getDeadLetter = verb({
  action: 'dead_letter.read',
  input: z.strictObject({ id: deadLetterId }),
  output: deadLetterView,
  async run({ services, actor }, { id }) {
    const { organizationId } = actor;
    const line = await readDeadLetter(services.sql, { organizationId, recordMax, id: BigInt(id) });
    if (line === undefined) throw notFound('dead letter');
    return toDeadLetterView(line);
  },
});
