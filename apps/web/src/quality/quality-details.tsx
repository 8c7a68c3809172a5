'use client';
import { formatCount, formatShare } from '../format/number.ts';
import { type Fact, Facts } from '../receipt/facts.tsx';
import { Dialog } from '../ui/dialog.tsx';
import type { TaskQuality } from './quality-data.ts';
import { taskWords } from './task-words.ts';

const rounded = (share: number) => formatShare(Math.round(share * 1_000) / 1_000);

function factsOf({ quality, source, labels, interval, prior }: TaskQuality): readonly Fact[] {
  return [
    { term: 'Expected quality', value: rounded(quality) },
    { term: 'Goes by', value: source === 'learnt' ? 'your ratings and the public result' : 'the public result alone' },
    { term: 'Ratings', value: formatCount(labels.scores) },
    { term: 'Verdicts of comparisons', value: formatCount(labels.verdicts) },
    {
      term: 'Mean rating, 95%',
      value:
        interval === undefined ? (
          <span className="text-quiet">from 10 ratings on</span>
        ) : (
          `${rounded(interval.low)} to ${rounded(interval.high)}`
        ),
    },
    ...(prior === undefined
      ? [{ term: 'Public result', value: <span className="text-quiet">none</span> }]
      : [
          { term: 'Public result', value: rounded(prior.quality) },
          { term: 'Counts as', value: `${prior.weight} ratings` },
          { term: 'Of', value: prior.date },
        ]),
  ];
}

/** What a figure rests on: labels, their interval, and the public result that it started from. */
export function QualityDetails({
  model,
  found,
  onClose,
}: {
  readonly model: string;
  readonly found: TaskQuality;
  readonly onClose: () => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${taskWords[found.task]} by ${model}`}
      description="The chance that an answer is good, for a call of this task before its own words are looked at."
    >
      <div className="grid gap-4">
        <Facts facts={factsOf(found)} />
        {found.prior !== undefined && (
          <p className="text-xs text-quiet [overflow-wrap:anywhere]">{found.prior.source}.</p>
        )}
        <p className="text-xs text-quiet">
          The interval is of the mean rating alone and holds however often it is looked at. It is no guarantee about the
          route.
        </p>
      </div>
    </Dialog>
  );
}
