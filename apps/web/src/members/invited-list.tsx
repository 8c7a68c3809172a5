'use client';
import { useViewer } from '../shell/viewer.tsx';
import { StateDot } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { DialogActions } from '../ui/dialog.tsx';
import type { Invited } from './use-invite.ts';

function Outcome({ outcome }: { readonly outcome: Invited }) {
  const { isMailConfigured } = useViewer();
  if (outcome.kind === 'refused') {
    return (
      <>
        <StateDot tone="bad">Not invited</StateDot>
        <p className="text-xs text-quiet">{outcome.reason}</p>
      </>
    );
  }
  if (outcome.isMailed && isMailConfigured) return <StateDot tone="good">Mail sent</StateDot>;
  return (
    <>
      <StateDot tone="warn">No mail was sent</StateDot>
      <p className="text-xs text-quiet">
        {isMailConfigured ? 'The mail server refused it.' : 'This instance has no mail server.'} Pass the link on by
        hand.
      </p>
    </>
  );
}

/** What came of each invitation, with its link: the only time that links are shown. */
export function InvitedList({
  outcomes,
  onClose,
}: {
  readonly outcomes: readonly Invited[];
  readonly onClose: () => void;
}) {
  const isAnyLink = outcomes.some(({ kind }) => kind === 'invited');
  return (
    <div role="status">
      {isAnyLink && (
        <p className="mb-3 text-sm text-quiet">
          Each link is good for 7 days, once, for its address. The links are shown only now.
        </p>
      )}
      <ul className="divide-y divide-line rounded-md border border-line">
        {outcomes.map((outcome) => (
          <li key={outcome.email} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-3 py-2 text-sm">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{outcome.email}</p>
              <Outcome outcome={outcome} />
            </div>
            {outcome.kind === 'invited' && (
              <CopyButton text={outcome.link} label={`Copy the link for ${outcome.email}`}>
                Copy link
              </CopyButton>
            )}
          </li>
        ))}
      </ul>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          Done
        </Button>
      </DialogActions>
    </div>
  );
}
