'use client';
import { type ReactNode, useState } from 'react';
import { useViewer } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import type { GatewayKey } from './gateway-key.ts';
import { useFirstCall } from './use-first-call.ts';

/** A key at the one moment when its text can be seen. */
export type Revealed = {
  readonly title: string;
  readonly key: string;
  readonly allowedModels: GatewayKey['allowedModels'];
  /** What holds besides, such as how long the text from before still works. */
  readonly note?: ReactNode;
};

/** Shows the text of a key, this once. It does not close by accident before the key was copied. */
export function RevealKey({ revealed, onClose }: { readonly revealed: Revealed; readonly onClose: () => void }) {
  const { gatewayUrl } = useViewer();
  const [isCopied, setCopied] = useState(false);
  const [isWarned, setWarned] = useState(false);
  const { title, key, allowedModels, note } = revealed;
  const snippet = useFirstCall(allowedModels);
  const onOpenChange = () => (isCopied || isWarned ? onClose() : setWarned(true));
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      title={title}
      shape="wide"
      description="Copy it now: only its hash is kept, so nobody can show it again."
    >
      <div className="grid gap-4">
        {isWarned && !isCopied && (
          <Notice kind="warn" title="The key was not copied">
            Once this is closed it cannot be shown again. Copy it, or close once more to go on without it.
          </Notice>
        )}
        <div className="flex items-center gap-2 rounded-lg border border-accent/40 bg-accent-soft py-2 pr-2 pl-3">
          <code data-testid="revealed-key" className="min-w-0 flex-1 text-sm font-medium break-all select-all">
            {key}
          </code>
          <CopyButton text={key} look="primary" onCopied={() => setCopied(true)}>
            Copy key
          </CopyButton>
        </div>
        {note !== undefined && <p className="text-sm text-quiet">{note}</p>}
        <CodeBlock label="Shell" code={snippet()} copy={snippet(key)} />
        <p className="text-xs text-quiet">
          Copying the snippet takes the key along in <code>WEIR_KEY</code>. OpenAI clients take{' '}
          <code>{gatewayUrl}/v1</code> as base URL, Anthropic’s and Google’s clients
          <code>{gatewayUrl}</code>.
        </p>
        <DialogActions>
          <Button look="primary" onClick={onClose}>
            I have stored it
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}
