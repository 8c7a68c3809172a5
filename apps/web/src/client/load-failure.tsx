'use client';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { refusalOf } from './api.tsx';

/** Stands where something could not be read: why, and a button to try again. */
export function LoadFailure({
  what,
  error,
  onRetry,
}: {
  /** Such as `The members`. */
  readonly what: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}) {
  return (
    <Notice
      kind="bad"
      title={`${what} could not be read`}
      actions={
        <Button size="sm" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {refusalOf(error).message}
    </Notice>
  );
}
