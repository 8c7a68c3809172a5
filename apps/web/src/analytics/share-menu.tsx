'use client';
import { Braces, Download, Link2, Share } from 'lucide-react';
import { useState } from 'react';
import { useOrganization } from '../shell/viewer.tsx';
import { IconButton } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useToast } from '../ui/toast.tsx';
import { apiCall, type Question, queryOf } from './api-call.ts';

/** Takes what the page shows elsewhere: as a link, as a file, as a request. */
export function ShareMenu({
  question,
  csv,
}: {
  readonly question: Question;
  /** The export's file, where the page has one. */
  readonly csv?: string;
}) {
  const { slug } = useOrganization();
  const toast = useToast();
  const [shown, setShown] = useState(false);
  const copyLink = () => {
    void navigator.clipboard.writeText(window.location.href).then(
      () => toast({ title: 'Link copied', detail: 'It holds the range and the filters.' }),
      () => toast({ kind: 'bad', title: 'The link was not copied', detail: 'This browser did not allow it.' }),
    );
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton size="sm" label="Share and export">
            <Share aria-hidden="true" className="size-4" />
          </IconButton>
        }
      >
        <MenuItem onSelect={copyLink}>
          <Link2 aria-hidden="true" className="size-4" />
          Copy link
        </MenuItem>
        {csv !== undefined && (
          <MenuItem onSelect={() => window.location.assign(`/api/export/${slug}/${csv}?${queryOf(question.fields)}`)}>
            <Download aria-hidden="true" className="size-4" />
            Export CSV
          </MenuItem>
        )}
        <MenuItem onSelect={() => setShown(true)}>
          <Braces aria-hidden="true" className="size-4" />
          As API call
        </MenuItem>
      </Menu>
      <ApiCallDialog question={question} open={shown} onOpenChange={setShown} />
    </>
  );
}

function ApiCallDialog({
  question,
  open,
  onOpenChange,
}: {
  readonly question: Question;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      shape="wide"
      title="As API call"
      description="What this page asks, as a request to the management API. It needs a management token of this organization."
    >
      {open && <CodeBlock label="curl" code={apiCall(question, window.location.origin)} />}
    </Dialog>
  );
}
