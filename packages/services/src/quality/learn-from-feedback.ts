import type { Sql } from '@weir/db/sql/client';
import type { FeedbackPlace } from '@weir/db/sql/quality-feedback';
import { readDueProjects } from '@weir/db/sql/quality-states';
import type { Logger } from '@weir/runtime/logger';
import { labelFeedback } from './label-feedback.ts';
import { learnProject } from './learn-project.ts';

export type LearnerOptions = {
  readonly sql: Sql;
  readonly log: Logger;
  /** Aborted: the project in hand is the last one. */
  readonly stop?: AbortSignal;
};

/** A twentieth of a worker goes into a project at most, and its readers have a new state four times a minute at most. */
const pace = { everyMs: 15_000, timesItsDuration: 20, take: 50 } as const;
/** More wait for the next run. */
const passesMax = 10;

/**
 * What a worker does now and then, see `labelFeedback` and `learnProject`: labels what was said of answers, then makes
 * the states of the projects that have new labels. Any number of workers may do so at once.
 */
export function createLearner({ sql, log, stop }: LearnerOptions): { run(): Promise<void> } {
  let place: FeedbackPlace | undefined;
  const label = async () => {
    for (let pass = 0; pass < passesMax; pass += 1) {
      const { next } = await labelFeedback(sql, place);
      place = next;
      if (next === undefined) return;
    }
  };
  return {
    async run() {
      await label();
      for (const key of await readDueProjects(sql, pace)) {
        if (stop?.aborted === true) return;
        try {
          const learnt = await learnProject(sql, key);
          if (learnt !== undefined) log.info({ ...key, ...learnt }, 'learnt from ratings');
        } catch (error) {
          log.warn({ err: error, ...key }, 'ratings could not be learnt from; trying again');
        }
      }
    },
  };
}
