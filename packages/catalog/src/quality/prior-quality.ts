import type { Task } from './task.ts';

/** What public results let expect of a model before anybody here has rated it. */
export type PriorQuality = {
  /** 0 to 1. */
  readonly quality: number;
  /** Labels that it counts as. */
  readonly weight: number;
  /** The public result, named. */
  readonly source: string;
  /** Of the result: `2025-08-05`, or `2025-08` where the day is not known. */
  readonly date: string;
};

/** The catalogue's expectation of a model for a task, whoever serves it; undefined where no public result is known. */
export function priorQuality(_provider: string, _model: string, _task: Task): PriorQuality | undefined {
  return undefined;
}
