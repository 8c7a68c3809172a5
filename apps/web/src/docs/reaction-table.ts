import { failureCodes } from '@weir/protocol/failure';
import { type Reaction, reactions } from '@weir/routing/reaction';
import { defaultRetry } from '@weir/routing/route-plan';
import { markdownTable } from './markdown-table.ts';

const again: Readonly<Record<Reaction['again'], string>> = {
  first: 'yes, soon',
  last: 'after all others',
  never: 'no',
};

const others: Readonly<Record<Reaction['others'], string>> = {
  any: 'the next one',
  other_key: 'one with another key',
  larger_window: 'one with a larger window',
  if_allowed: 'with `contentPolicy: next` alone',
  none: 'no',
};

const retried: ReadonlySet<string> = new Set(defaultRetry.on);

/** What a failure of each class lets a call do before its answer has begun, as Markdown. */
export function reactionTable(): string {
  const rows = failureCodes.map((code) => {
    const { again: same, others: rest, why } = reactions[code];
    const isRetried = same !== 'never' && retried.has(code);
    return [`\`${code}\``, why, isRetried ? again[same] : 'no', others[rest]];
  });
  return markdownTable(['class', 'because', 'the same target again', 'another target'], rows);
}
