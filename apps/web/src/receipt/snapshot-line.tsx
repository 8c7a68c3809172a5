import { CopyButton } from '../ui/copy-button.tsx';
import type { Decision } from './decision.ts';

/** What the decision can be made again from: the state of the targets at that moment, and the draw. */
export function SnapshotLine({ inputs }: { readonly inputs: NonNullable<Decision['inputs']> }) {
  const { snapshotId, seed, task } = inputs;
  return (
    <div className="flex items-start justify-between gap-2 border-t border-line pt-3 text-xs text-quiet">
      <p className="min-w-0 [overflow-wrap:anywhere]">
        {task !== undefined && (
          <>
            Recognised as <span className="text-text">{task}</span>.{' '}
          </>
        )}
        Health snapshot <code className="text-text">{snapshotId}</code>, seed <code className="text-text">{seed}</code>:
        with the same version of the route they give this decision again.
      </p>
      <span className="print:hidden">
        <CopyButton text={JSON.stringify({ snapshotId, seed })} label="Copy snapshot and seed" />
      </span>
    </div>
  );
}
