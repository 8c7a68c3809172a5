'use client';
import { KeyRound } from 'lucide-react';
import Link from 'next/link';
import { useHref } from '../shell/project.ts';
import { useMay, type ViewerProject } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import type { FirstKey } from './use-first-key.ts';

function Made({ value }: { readonly value: string }) {
  const href = useHref();
  return (
    <div className="grid gap-2">
      <div className="flex min-h-9 items-center gap-2 rounded-md border border-accent/40 bg-accent-soft py-1 pr-1.5 pl-3">
        <KeyRound className="size-4 shrink-0 text-accent" aria-hidden="true" />
        <output className="min-w-0 flex-1 font-mono text-sm [overflow-wrap:anywhere]" aria-label="Gateway key">
          {value}
        </output>
        <CopyButton text={value} label="Copy the key">
          Copy
        </CopyButton>
      </div>
      <p className="text-xs text-quiet">
        Shown only now. Put it where your secrets are; a lost key is replaced on the{' '}
        <Link href={href('keys')} className="link">
          keys page
        </Link>
        , never shown again.
      </p>
    </div>
  );
}

function Making() {
  return (
    <div className="grid gap-2" role="status">
      <span className="sr-only">Making a gateway key</span>
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-[18px] w-3/4" />
    </div>
  );
}

function None({ onMake, refusal }: { readonly onMake: () => void; readonly refusal: string | undefined }) {
  const mayMake = useMay('gateway_key.write');
  const href = useHref();
  return (
    <div className="grid gap-3">
      {refusal !== undefined && <Notice kind="bad">{refusal}</Notice>}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <p className="min-w-0 flex-1 basis-60 text-sm text-quiet">
          {mayMake ? (
            <>
              Make a key and the snippets below hold it, or put one that you have into <code>WEIR_KEY</code>: see the{' '}
              <Link href={href('keys')} className="link">
                keys page
              </Link>
              .
            </>
          ) : (
            <>
              Your role makes no keys. Ask a developer, an admin or an owner of this organization for one and put it
              into <code>WEIR_KEY</code>.
            </>
          )}
        </p>
        {mayMake && (
          <Button look="primary" onClick={onMake}>
            <KeyRound className="size-4" aria-hidden="true" />
            Make a key
          </Button>
        )}
      </div>
    </div>
  );
}

/** The gateway key that the first call is made with. */
export function KeyCard({
  project,
  firstKey,
  onMake,
}: {
  readonly project: ViewerProject;
  readonly firstKey: FirstKey;
  readonly onMake: () => void;
}) {
  return (
    <Card title="1. Your gateway key" description={`Of the project ${project.name}.`}>
      {firstKey.state === 'made' && <Made value={firstKey.key} />}
      {firstKey.state === 'making' && <Making />}
      {firstKey.state === 'none' && <None onMake={onMake} refusal={firstKey.refusal} />}
    </Card>
  );
}
