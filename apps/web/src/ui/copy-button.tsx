'use client';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from './button.tsx';

const shownMs = 1_600;

/** Copies `text`, and says so. With `children` a button with words, else an icon. */
export function CopyButton({
  text,
  label = 'Copy',
  children,
  look,
  onCopied,
}: {
  readonly text: string;
  readonly label?: string;
  readonly children?: string;
  /** Of the button with words. */
  readonly look?: 'primary' | 'default';
  readonly onCopied?: () => void;
}) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      onCopied?.();
      setTimeout(() => setCopied(false), shownMs);
    });
  };
  const Icon = copied ? Check : Copy;
  const icon = <Icon aria-hidden="true" className={copied ? 'size-3.5 text-good' : 'size-3.5'} />;
  return (
    <>
      {children === undefined ? (
        <IconButton size="sm" label={copied ? 'Copied' : label} onClick={copy}>
          {icon}
        </IconButton>
      ) : (
        <Button size="sm" look={look ?? 'default'} onClick={copy}>
          {icon}
          {copied ? 'Copied' : children}
        </Button>
      )}
      <span className="sr-only" aria-live="polite">
        {copied ? 'Copied' : ''}
      </span>
    </>
  );
}
