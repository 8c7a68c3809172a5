import { z } from 'zod';

const milliseconds = z.number().nullable().describe('Milliseconds, within 5%; null where nothing was measured.');

const percentilesView = z
  .strictObject({ count: z.int(), p50: milliseconds, p95: milliseconds, p99: milliseconds })
  .meta({ id: 'Percentiles' });

/** Latencies of succeeded calls. */
export const latenciesFields = {
  duration: percentilesView.describe('Of the whole call.'),
  firstToken: percentilesView.describe('Until the first token, of calls that streamed.'),
};
