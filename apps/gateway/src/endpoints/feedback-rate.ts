/** What one project may say at once, and how fast it may go on, in each gateway process. */
const burst = 1_000;
const perSecond = 200;
/** Full buckets are forgotten once there are so many. */
const bucketsMax = 10_000;

type Bucket = { left: number; atMs: number };

/** Bounds how much feedback each project sends: it lies on the disk that its calls need. */
export type FeedbackRate = {
  /** Takes one; gives the milliseconds to wait when there is none. `nowMs` is of the monotonic clock. */
  take(projectId: string, nowMs: number): number | undefined;
};

/** Nobody has said anything yet. */
export function createFeedbackRate(): FeedbackRate {
  const buckets = new Map<string, Bucket>();

  const leftAt = ({ left, atMs }: Bucket, nowMs: number) =>
    Math.min(burst, left + ((nowMs - atMs) * perSecond) / 1_000);

  const forgetFull = (nowMs: number) => {
    for (const [projectId, bucket] of buckets) {
      if (leftAt(bucket, nowMs) >= burst) buckets.delete(projectId);
    }
  };

  return {
    take(projectId, nowMs) {
      const known = buckets.get(projectId);
      const left = known === undefined ? burst : leftAt(known, nowMs);
      if (left < 1) return Math.ceil(((1 - left) * 1_000) / perSecond);
      if (known === undefined && buckets.size >= bucketsMax) forgetFull(nowMs);
      buckets.set(projectId, { left: left - 1, atMs: nowMs });
      return undefined;
    },
  };
}
