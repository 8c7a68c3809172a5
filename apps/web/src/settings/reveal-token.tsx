'use client';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { DialogActions } from '../ui/dialog.tsx';

function example(token: string): string {
  return [
    `export WEIR_TOKEN=${token}`,
    '',
    `curl ${window.location.origin}/api/v1/projects \\`,
    '  -H "Authorization: Bearer $WEIR_TOKEN"',
  ].join('\n');
}

/** The text of a management token, this once, with a request that uses it. */
export function RevealToken({
  token,
  onCopied,
  onClose,
}: {
  readonly token: string;
  readonly onCopied: () => void;
  readonly onClose: () => void;
}) {
  const masked = `${token.slice(0, 8)}…${token.slice(-4)}`;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex items-center gap-2 rounded-lg border border-accent/40 bg-accent-soft py-2 pr-2 pl-3">
        <code data-testid="revealed-token" className="min-w-0 flex-1 text-sm font-medium break-all select-all">
          {token}
        </code>
        <CopyButton text={token} look="primary" onCopied={onCopied}>
          Copy token
        </CopyButton>
      </div>
      <CodeBlock label="Shell" code={example(masked)} copy={example(token)} />
      <p className="text-xs text-quiet">
        Copying the snippet takes the token along. Everything that can be asked is in the{' '}
        <a className="link" href="/api/v1/openapi.json" target="_blank" rel="noreferrer">
          OpenAPI document
        </a>
        .
      </p>
      <DialogActions>
        <Button look="primary" onClick={onClose}>
          I have stored it
        </Button>
      </DialogActions>
    </div>
  );
}
