import type { ReplayReport } from '@weir/services/routes/replay-view';
import { formatCount } from '../format/number.ts';

type Skipped = ReplayReport['skipped'][number];
type Changed = ReplayReport['changed'][number];

function calls(count: number): string {
  return count === 1 ? '1 call' : `${formatCount(count)} calls`;
}

const skipWords: Readonly<Record<Skipped['why'], string>> = {
  not_decided: 'skipped: nothing was decided for it, or its record holds nothing to decide by',
  unreadable: 'skipped: its record has a form that this release does not know',
  other_route: 'skipped: another route had this name then',
  name_unknown: 'skipped: a model or route that it named to fall back to is not there any more',
};

const changeWords: Readonly<Record<Changed['why'], string>> = {
  keys_or_prices:
    'whose own plan would choose otherwise today: provider keys, gateway keys or prices have changed since. Replayed with those of today',
  version_gone: 'whose own version of the route cannot be read: their recorded choice is taken as it stands',
  name_unknown: 'whose recorded names stand for nothing now: their recorded choice is taken as it stands',
};

/** What else there is to know of a replay, in sentences, each with some of the calls that it is about. */
export function replayNotes(
  report: ReplayReport,
): readonly { readonly said: string; readonly examples: readonly string[] }[] {
  const { found, sampled, skipped, changed, knownNow, notKnown, cost, firstToken, replayed } = report;
  const timed = firstToken?.calls ?? 0;
  const plain = (said: string) => ({ said, examples: [] });
  const isSample = sampled < found;
  return [
    ...(isSample
      ? [plain(`A random sample of ${formatCount(sampled)} of ${calls(found)}; amounts are of the sample.`)]
      : []),
    ...skipped.map(({ why, calls: count, examples }) => ({ said: `${calls(count)} ${skipWords[why]}.`, examples })),
    ...changed.map(({ why, calls: count, examples }) => ({ said: `${calls(count)} ${changeWords[why]}.`, examples })),
    ...(knownNow > 0
      ? [
          plain(
            `For ${calls(knownNow)} this plan has targets that were not looked at then: judged by their speed of today.`,
          ),
        ]
      : []),
    ...(notKnown > 0 ? [plain(`For ${calls(notKnown)} it has targets of which nothing is known yet.`)] : []),
    ...(cost.notCounted > 0 && replayed > 0
      ? [
          plain(
            `The cost is without ${calls(cost.notCounted)} that used nothing, were refused, or have no known price.`,
          ),
        ]
      : []),
    ...(timed > 0 && timed < replayed
      ? [plain(`First tokens are of ${calls(timed)}: of the others an expectation is missing on either side.`)]
      : []),
  ];
}
