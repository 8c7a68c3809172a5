import clsx from 'clsx';
import { Equal, EqualNot } from 'lucide-react';
import { CopyButton } from '../ui/copy-button.tsx';
import type { Decision } from './decision.ts';
import type { ReceiptData } from './receipt-data.ts';

type MadeAgain = NonNullable<ReceiptData['madeAgain']>;

/** What came of making the decision again just now. Nothing is said where there was nothing to decide. */
const outcomes: Readonly<Record<MadeAgain, { icon: typeof Equal; tone: string; words: string } | undefined>> = {
  same: { icon: Equal, tone: 'text-good', words: 'Made again from its inputs just now: the same choice.' },
  different: {
    icon: EqualNot,
    tone: 'text-warn',
    words:
      'Made again from its inputs just now, it differs: provider keys, the gateway key or prices have changed since.',
  },
  version_gone: {
    icon: EqualNot,
    tone: 'text-faint',
    words: 'It cannot be made again: this version of the route cannot be read.',
  },
  name_unknown: {
    icon: EqualNot,
    tone: 'text-faint',
    words: 'It cannot be made again: a name that the call used stands for nothing now.',
  },
  nothing_to_decide: undefined,
};

function MadeAgainLine({ madeAgain }: { readonly madeAgain: MadeAgain }) {
  const outcome = outcomes[madeAgain];
  if (outcome === undefined) return null;
  const { icon: Icon, tone, words } = outcome;
  return (
    <p className="flex gap-1.5">
      <Icon aria-hidden="true" className={clsx('mt-px size-3.5 shrink-0', tone)} />
      <span>{words}</span>
    </p>
  );
}

/** What the decision can be made again from, the state of the targets at that moment and the draw; and what came of it. */
export function SnapshotLine({
  inputs,
  madeAgain,
}: {
  readonly inputs: NonNullable<Decision['inputs']>;
  readonly madeAgain: ReceiptData['madeAgain'];
}) {
  const { snapshotId, seed, task } = inputs;
  return (
    <div className="flex items-start justify-between gap-2 border-t border-line pt-3 text-xs text-quiet">
      <div className="grid min-w-0 grid-cols-1 gap-1.5 [overflow-wrap:anywhere]">
        <p>
          {task !== undefined && (
            <>
              Recognised as <span className="text-text">{task}</span>.{' '}
            </>
          )}
          Health snapshot <code className="text-text">{snapshotId}</code>, seed{' '}
          <code className="text-text">{seed}</code>: with the same version of the route they give this decision again.
        </p>
        {madeAgain !== null && <MadeAgainLine madeAgain={madeAgain} />}
      </div>
      <span className="print:hidden">
        <CopyButton text={JSON.stringify({ snapshotId, seed })} label="Copy snapshot and seed" />
      </span>
    </div>
  );
}
