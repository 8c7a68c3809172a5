'use client';
import { Link2, Printer, SquareTerminal, Terminal } from 'lucide-react';
import { useState } from 'react';
import { useHref } from '../shell/project.ts';
import { useMay, useOrganization, useViewer } from '../shell/viewer.tsx';
import { Button, ButtonLink, IconButton } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { useToast } from '../ui/toast.tsx';
import { curlOf } from './curl.ts';
import type { ReceiptData } from './receipt-data.ts';

const conversations: readonly ReceiptData['operation'][] = ['chat', 'responses', 'messages'];

function CurlDialog({
  receipt,
  open,
  onOpenChange,
}: {
  readonly receipt: ReceiptData;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const { gatewayUrl } = useViewer();
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      shape="wide"
      title="As curl"
      description="The same endpoint, model and headers. What the call contained is not kept: put your own in."
    >
      <CodeBlock label="curl" code={curlOf(receipt, gatewayUrl)} />
    </Dialog>
  );
}

function CopyLink() {
  const toast = useToast();
  const copy = () => {
    void navigator.clipboard.writeText(window.location.href).then(
      () => toast({ title: 'Link copied', detail: 'Members of this organization can open it.' }),
      () => toast({ kind: 'bad', title: 'The link was not copied', detail: 'This browser did not allow it.' }),
    );
  };
  return (
    <IconButton size="sm" label="Copy link" onClick={copy}>
      <Link2 aria-hidden="true" className="size-4" />
    </IconButton>
  );
}

/** What can be done with a receipt: repeat the call, pass it on, print it. */
export function ReceiptActions({ receipt }: { readonly receipt: ReceiptData }) {
  const { projects } = useOrganization();
  const href = useHref();
  const mayPlay = useMay('playground.use');
  const [isCurlShown, setCurlShown] = useState(false);
  const { requestedModel, projectId, operation } = receipt;
  const project = projects.find(({ id }) => id === projectId)?.slug;
  const isPlayable = mayPlay && requestedModel !== '' && conversations.includes(operation);
  return (
    <div className="flex flex-wrap items-center gap-1.5 print:hidden">
      {isPlayable && (
        <ButtonLink
          size="sm"
          href={href('playground', { model: requestedModel, ...(project === undefined ? {} : { project }) })}
        >
          <SquareTerminal aria-hidden="true" className="size-3.5" />
          Open in playground
        </ButtonLink>
      )}
      {requestedModel !== '' && (
        <Button size="sm" onClick={() => setCurlShown(true)}>
          <Terminal aria-hidden="true" className="size-3.5" />
          As curl
        </Button>
      )}
      <CopyLink />
      <IconButton size="sm" label="Print" onClick={() => window.print()}>
        <Printer aria-hidden="true" className="size-4" />
      </IconButton>
      <CurlDialog receipt={receipt} open={isCurlShown} onOpenChange={setCurlShown} />
    </div>
  );
}
