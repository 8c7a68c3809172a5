'use client';
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { Dialog, DialogActions } from '../ui/dialog.tsx';
import { Time } from '../ui/time.tsx';
import type { AuditLine } from './audit-line.ts';
import { actorOf, deedOf, kindWords, subjectOf } from './audit-words.ts';

function Line({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7rem_minmax(0,1fr)] gap-3 py-2">
      <dt className="text-quiet">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Id({ id, label }: { readonly id: string; readonly label: string }) {
  return (
    <span className="flex items-center gap-1">
      <code className="text-xs text-quiet">{id}</code>
      <CopyButton text={id} label={label} />
    </span>
  );
}

const actorKinds: Readonly<Record<string, string>> = {
  user: 'a person',
  token: 'a management token',
  operator: 'the operator of this instance',
  system: 'this instance itself',
};

/** A line of the log with everything in it. */
export function LineDialog({
  line,
  onNarrow,
  onClose,
}: {
  readonly line: AuditLine;
  /** Shows only what happened to the thing of this line. */
  readonly onNarrow: () => void;
  readonly onClose: () => void;
}) {
  const isDetail = typeof line.detail === 'object' && line.detail !== null && Object.keys(line.detail).length > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${actorOf(line)} ${deedOf(line)} ${subjectOf(line)}`}
      shape="side"
    >
      <dl className="divide-y divide-line text-sm">
        <Line label="When">
          <Time at={line.at} absolute />
        </Line>
        <Line label="Who">
          {actorOf(line)}, {actorKinds[line.actorKind] ?? line.actorKind}
          <Id id={line.actorId} label="Copy the id of who it was" />
        </Line>
        <Line label="Action">
          <code>{line.action}</code>
        </Line>
        <Line label="On">
          {line.subjectName ?? 'no longer there'}, {kindWords(line.subjectKind)}
          <Id id={line.subjectId} label="Copy the id of the thing" />
        </Line>
        <Line label="Line">
          <Id id={line.id} label="Copy the id of the line" />
        </Line>
      </dl>
      {isDetail && (
        <div className="mt-3">
          <CodeBlock label="What changed" code={JSON.stringify(line.detail, undefined, 2)} />
        </div>
      )}
      <DialogActions>
        <Button onClick={onNarrow}>Only lines about this</Button>
        <Button look="primary" onClick={onClose}>
          Close
        </Button>
      </DialogActions>
    </Dialog>
  );
}
