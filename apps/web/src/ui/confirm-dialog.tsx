'use client';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { Field } from './field.tsx';
import { Input } from './input.tsx';

export type ConfirmDialogProps = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** What will happen and what it cannot undo. */
  readonly children: ReactNode;
  /** The words on the button: the verb of the action. */
  readonly action: string;
  readonly onConfirm: () => void;
  readonly pending?: boolean;
  readonly error?: string | undefined;
  /** What has to be typed first, for what cannot be undone. */
  readonly typedName?: string;
};

/** Asks before a thing is destroyed; with `typedName` its name must be typed. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title, children, action, onConfirm, pending = false, error, typedName } = props;
  const [typed, setTyped] = useState('');
  const mayGoOn = typedName === undefined || typed.trim() === typedName;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (mayGoOn) onConfirm();
        }}
      >
        <div className="grid gap-2 text-quiet">{children}</div>
        {typedName !== undefined && (
          <Field
            label={
              <>
                Type <code className="rounded-sm bg-sunken px-1 text-text">{typedName}</code> to go on
              </>
            }
          >
            <Input
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
        )}
        {error !== undefined && (
          <p role="alert" className="text-sm text-bad">
            {error}
          </p>
        )}
        <DialogActions>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" look="danger" pending={pending} disabled={!mayGoOn}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
