import { z } from 'zod';
import type { Actor } from '../actor.ts';
import { databaseAway } from '../database-away.ts';
import { parseInput } from '../parse-input.ts';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';
import { verb } from '../verb.ts';
import { replayCalls } from './replay-calls.ts';
import { type ReplayEvent, replayFields, replayReport } from './replay-view.ts';

/** What a plan would have made of the calls of the last days. Nobody is called and nothing is stored. */
export const replayRoute = verb({
  action: 'route.write',
  input: z.strictObject(replayFields),
  output: replayReport,
  async run(context, asked) {
    for await (const event of replayCalls(context, asked)) if (event.kind === 'report') return event.report;
    throw new ServiceError('unavailable', 'The replay ended without a report.');
  },
});

/** The same with its progress: what comes is a report at the end. Stops once `signal` is aborted. Throws ServiceError. */
export async function* streamReplay(
  services: Services,
  actor: Actor,
  { signal, ...input }: { readonly [field: string]: unknown; readonly signal?: AbortSignal | undefined },
): AsyncGenerator<ReplayEvent> {
  replayRoute.admit(actor);
  const asked = parseInput(replayRoute.input, input);
  try {
    yield* replayCalls({ services, actor }, asked, signal);
  } catch (error) {
    throw databaseAway(error);
  }
}
