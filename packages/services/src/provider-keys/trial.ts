import { z } from 'zod';
import { timeField } from '../fields.ts';

const trialError = z.strictObject({
  /** A failure code of the upstream (`auth`, `refused_address` ...), or the gateway's own. */
  code: z.string(),
  message: z.string(),
});

/**
 * What came of trying a provider key: `pending` means that it could not be tried, with the reason in `error`; `running`
 * that it is being tried, with what was found so far (or that the process which tried it is gone, when `at` is long ago).
 */
export const trial = z
  .strictObject({
    at: timeField,
    state: z.enum(['ok', 'failed', 'pending', 'running']),
    models: z
      .strictObject({ count: z.int(), ids: z.array(z.string()) })
      .optional()
      .describe('The models that the upstream lists: how many, and the first 200 names.'),
    call: z
      .strictObject({
        model: z.string(),
        callId: z.string().nullable(),
        costUsd: z.string().nullable().describe('Decimal USD, null when unknown.'),
        latencyMs: z.number(),
      })
      .optional()
      .describe('A call of one token.'),
    error: trialError.optional(),
  })
  .meta({ id: 'Trial' });
export type Trial = z.output<typeof trial>;
