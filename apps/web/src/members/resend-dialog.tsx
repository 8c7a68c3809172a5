'use client';
import type { InvitationView } from '@weir/services/invitations/view';
import { useState } from 'react';
import { useViewer } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { InvitedList } from './invited-list.tsx';
import { type Invited, useInvite } from './use-invite.ts';

/** Sends an invitation again: a new link replaces the old one. */
export function ResendDialog({
  invitation,
  onClose,
}: {
  readonly invitation: InvitationView;
  readonly onClose: () => void;
}) {
  const { email, role, teamIds } = invitation;
  const { isMailConfigured } = useViewer();
  const invite = useInvite();
  const [outcomes, setOutcomes] = useState<readonly Invited[]>();
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Send the invitation again">
      {outcomes === undefined ? (
        <>
          <p className="text-quiet">
            {isMailConfigured
              ? `${email} gets a new mail with a new link`
              : `There will be a new link for ${email} to pass on`}
            , good for 7 days. The link from before stops working.
          </p>
          <DialogActions>
            <Button onClick={onClose}>Cancel</Button>
            <Button
              look="primary"
              pending={invite.isPending}
              onClick={() => invite.mutate({ emails: [email], role, teamIds }, { onSuccess: setOutcomes })}
            >
              Send again
            </Button>
          </DialogActions>
        </>
      ) : (
        <InvitedList outcomes={outcomes} onClose={onClose} />
      )}
    </Dialog>
  );
}
