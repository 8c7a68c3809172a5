import type { Losses } from '@weir/protocol/canonical/losses';
import type { CacheMark } from '@weir/protocol/canonical/part';
import type { JsonObject } from '@weir/protocol/json-read';
import type { ChatOperation } from '@weir/protocol/operation';
import { defined } from '../shared/defined.ts';
import type { Family } from './model-family.ts';
import type { DocumentNames } from './names.ts';

/** What the writers of one request share. */
export type Writing = {
  /** The request's. */
  readonly dialect: ChatOperation;
  readonly family: Family;
  readonly losses: Losses;
  readonly documentNames: DocumentNames;
};

/**
 * A mark to cache up to here, behind the block that it belongs to; none where the model takes none.
 * Source: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CachePointBlock.html.
 */
export function cachePoint(mark: CacheMark | undefined, { losses }: Writing): readonly JsonObject[] {
  if (mark === undefined || !losses.can('prompt_cache')) return [];
  return [{ cachePoint: defined({ type: 'default', ttl: mark.ttl }) }];
}
