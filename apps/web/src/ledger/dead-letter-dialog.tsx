'use client';
import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '../client/api.tsx';
import { LoadFailure } from '../client/load-failure.tsx';
import { formatCount } from '../format/number.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import type { DeadLetter } from './ledger-data.ts';
import { prettyRecord } from './pretty-record.ts';

/** A dead letter, whole: what could not be written, and why. */
export function DeadLetterDialog({ letter, onClose }: { readonly letter: DeadLetter; readonly onClose: () => void }) {
  const api = useTRPC();
  const { data, error, isError, refetch } = useQuery(api.ledger.deadLetter.queryOptions({ id: letter.id }));
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      shape="side"
      title={`Dead letter ${letter.id}`}
      description={letter.reason}
    >
      {isError ? (
        <LoadFailure what="The record" error={error} onRetry={() => void refetch()} />
      ) : data === undefined ? (
        <SkeletonLines lines={8} />
      ) : (
        <div className="grid grid-cols-1 gap-2">
          <CodeBlock label="Record" code={prettyRecord(data.record)} copy={data.record} />
          {data.record.length < data.length && (
            <p className="text-xs text-quiet">
              The first {formatCount(data.record.length)} of {formatCount(data.length)} characters.
            </p>
          )}
        </div>
      )}
    </Dialog>
  );
}
