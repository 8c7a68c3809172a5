import type { OpenQueue } from './open-queue.ts';

/** Batches in the queue, by what they wait for. */
export type QueueDepth = {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  /** Given up on and kept to be looked at; their records are still in a spool. */
  readonly failed: number;
};

/** Counts the batches of an open queue. */
export async function readDepth(queue: OpenQueue['queue']): Promise<QueueDepth> {
  const counts = await queue.getJobCounts('waiting', 'prioritized', 'active', 'delayed', 'failed');
  return {
    waiting: (counts['waiting'] ?? 0) + (counts['prioritized'] ?? 0),
    active: counts['active'] ?? 0,
    delayed: counts['delayed'] ?? 0,
    failed: counts['failed'] ?? 0,
  };
}
