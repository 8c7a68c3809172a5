'use client';
import { useState } from 'react';
import { Dialog } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { type NewToken, NewTokenForm } from './new-token-form.tsx';
import { RevealToken } from './reveal-token.tsx';

/** Makes a management token and shows it once; it does not close by accident before the token was copied. */
export function NewTokenDialog({ onClose }: { readonly onClose: () => void }) {
  const [created, setCreated] = useState<NewToken>();
  const [isCopied, setCopied] = useState(false);
  const [isWarned, setWarned] = useState(false);
  if (created === undefined) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title="New management token"
        description="For programs that manage this organization over REST. It reaches as far as its role."
      >
        <NewTokenForm onCreated={setCreated} onCancel={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog
      open
      onOpenChange={() => (isCopied || isWarned ? onClose() : setWarned(true))}
      title={`The token ${created.name}`}
      description="Copy it now: only its hash is kept, so nobody can show it again."
    >
      {isWarned && !isCopied && (
        <div className="mb-4">
          <Notice kind="warn" title="The token was not copied">
            Once this is closed it cannot be shown again. Copy it, or close once more to go on without it.
          </Notice>
        </div>
      )}
      <RevealToken token={created.token} onCopied={() => setCopied(true)} onClose={onClose} />
    </Dialog>
  );
}
