import type { UsageBucket } from '@weir/protocol/usage';

type Words = { readonly name: string; readonly unit: string };

/** What each bucket of usage is called, and what is counted in it. */
export const bucketWords: Readonly<Record<UsageBucket, Words>> = {
  input: { name: 'Fresh input', unit: 'tokens' },
  cacheRead: { name: 'Cache read', unit: 'tokens' },
  cacheWrite5m: { name: 'Cache write, 5 min', unit: 'tokens' },
  cacheWrite1h: { name: 'Cache write, 1 h', unit: 'tokens' },
  output: { name: 'Output', unit: 'tokens' },
  reasoning: { name: 'Reasoning', unit: 'tokens' },
  audioInput: { name: 'Audio in', unit: 'tokens' },
  audioOutput: { name: 'Audio out', unit: 'tokens' },
  audioCacheRead: { name: 'Audio cache read', unit: 'tokens' },
  audioSeconds: { name: 'Audio seconds', unit: 'seconds' },
  imageInput: { name: 'Images in', unit: 'tokens' },
  imageOutput: { name: 'Images out', unit: 'tokens' },
  images: { name: 'Images', unit: 'images' },
  searches: { name: 'Searches', unit: 'searches' },
  requests: { name: 'Requests', unit: 'requests' },
};
