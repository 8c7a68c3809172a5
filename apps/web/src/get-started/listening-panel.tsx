'use client';
import clsx from 'clsx';
import { CircleCheck, Send } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useHref } from '../shell/project.ts';
import { useMay, useOrganization, type ViewerProject } from '../shell/viewer.tsx';
import { Button } from '../ui/button.tsx';
import { NextSteps } from './next-steps.tsx';
import { ReceiptSlip } from './receipt-slip.tsx';
import { sendOne } from './send-one.ts';
import { useArrival } from './use-arrival.ts';

function SendFromHere({ project }: { readonly project: ViewerProject }) {
  const { slug } = useOrganization();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const send = async () => {
    setSending(true);
    setRefusal(await sendOne(slug, project.id));
    setSending(false);
  };
  return (
    <div className="grid gap-2 border-t border-line px-4 py-3">
      <p className="text-xs text-quiet">No terminal at hand? Send the same call as yourself, without the key.</p>
      <Button size="sm" className="w-full" pending={sending} onClick={() => void send()}>
        <Send className="size-3.5" aria-hidden="true" />
        Send one from here
      </Button>
      {refusal !== undefined && (
        <p role="alert" className="text-sm text-bad">
          {refusal}
        </p>
      )}
    </div>
  );
}

function Waiting({ before }: { readonly before: string | null | undefined }) {
  const href = useHref();
  return (
    <div className="flex gap-3 px-4 py-4">
      <span className="relative mt-[5px] block size-[12px] shrink-0" aria-hidden="true">
        <span className="absolute inset-0 rounded-full bg-accent opacity-40 motion-safe:animate-ping" />
        <span className="absolute inset-0 rounded-full bg-accent" />
      </span>
      <div className="grid gap-0.5">
        <p className="font-semibold">Listening for your call</p>
        <p className="text-sm text-quiet">
          Run a snippet: its receipt appears here by itself.
          {typeof before === 'string' && (
            <>
              {' '}
              This project has{' '}
              <Link href={href('calls')} className="link">
                earlier calls
              </Link>
              .
            </>
          )}
        </p>
      </div>
    </div>
  );
}

function Arrived({ isFirst }: { readonly isFirst: boolean }) {
  return (
    <div className="flex gap-3 px-4 py-4">
      <CircleCheck className="mt-0.5 size-5 shrink-0 text-good" aria-hidden="true" />
      <div className="grid gap-0.5">
        <p className="font-semibold">{isFirst ? 'Your first call is recorded' : 'Your call is recorded'}</p>
        <p className="text-sm">Once, with every token and what it cost. This is its receipt.</p>
      </div>
    </div>
  );
}

/** Waits for a call of the project and shows that very call's receipt. */
export function ListeningPanel({ project }: { readonly project: ViewerProject }) {
  const { before, callId } = useArrival(project);
  const mayUsePlayground = useMay('playground.use');
  const hasArrived = callId !== undefined;
  return (
    <div className="grid grid-cols-1 gap-4">
      <section
        aria-label="First call"
        className={clsx(
          'min-w-0 overflow-hidden rounded-lg border transition-colors',
          hasArrived ? 'border-good/40 bg-good-soft' : 'border-line bg-surface',
        )}
      >
        <h2 className="sr-only">3. See what it cost</h2>
        <div role="status">{hasArrived ? <Arrived isFirst={before === null} /> : <Waiting before={before} />}</div>
        {hasArrived && (
          <div className="px-2 pb-2">
            <ReceiptSlip callId={callId} />
          </div>
        )}
        {!hasArrived && mayUsePlayground && <SendFromHere project={project} />}
      </section>
      <NextSteps />
    </div>
  );
}
