'use client';
import type { Role } from '@weir/services/actor';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { roleLabel, roleSentences } from './role-words.ts';

/** Asks before one takes away one's own rights. */
export function OwnRoleDialog({
  role,
  onConfirm,
  onClose,
}: {
  readonly role: Role;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}) {
  const label = roleLabel(role).toLowerCase();
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Change your own role?"
      action={`Become ${label}`}
      onConfirm={onConfirm}
    >
      <p>
        <span className="font-medium text-text">{roleLabel(role)}:</span> {roleSentences[role]}
      </p>
      <p>It holds from now on. To have the old role back, somebody else must give it to you.</p>
    </ConfirmDialog>
  );
}
