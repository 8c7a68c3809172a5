/**
 * The disjoint units a Call can be charged for. A token is counted in exactly one bucket, whatever the vendor's own
 * report overlaps. Tokens for all but `audioSeconds`, whole seconds of sound that a vendor charges by instead, and
 * `images`, `searches` and `requests`, which count things. Pictures that are told in tokens are not counted once more.
 */
export const usageBuckets = [
  'input',
  'cacheRead',
  'cacheWrite5m',
  'cacheWrite1h',
  'output',
  'reasoning',
  'audioInput',
  'audioOutput',
  'audioCacheRead',
  'audioSeconds',
  'imageInput',
  'imageOutput',
  'images',
  'searches',
  'requests',
] as const;

export type UsageBucket = (typeof usageBuckets)[number];

/** What an Attempt used. A missing bucket was not reported; 0 was reported as none. */
export type Usage = { readonly [Bucket in UsageBucket]?: number };

/** True when the upstream reported no bucket at all: the cost of such an Attempt is unknown, not zero. */
export function isUnreported(usage: Usage): boolean {
  return Object.keys(usage).length === 0;
}
