'use client';
import { useState } from 'react';
import { refusalOf } from '../client/api.tsx';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Notice } from '../ui/notice.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { SessionLine } from './session-line.tsx';
import { useSessions } from './use-sessions.ts';

/** Where the person is signed in. */
export function SessionsPage() {
  const { sessions, revoke, revokeOthers } = useSessions();
  const [asking, setAsking] = useState(false);
  const list = sessions.data?.data;
  const others = list?.filter(({ isCurrent }) => !isCurrent).length ?? 0;
  const endOthers = () => {
    setAsking(false);
    revokeOthers.mutate({});
  };
  return (
    <Card
      title="Where you are signed in"
      description="A session that is ended here is out within a second."
      actions={
        <Button size="sm" disabled={others === 0} onClick={() => setAsking(true)}>
          End all others
        </Button>
      }
      flush
    >
      {sessions.isError && list === undefined && (
        <div className="p-4">
          <Notice kind="bad">{refusalOf(sessions.error).message}</Notice>
        </div>
      )}
      {sessions.isPending && (
        <div className="p-4">
          <SkeletonLines lines={4} />
        </div>
      )}
      {list !== undefined && (
        <ul className="divide-y divide-line">
          {list.map((session) => (
            <SessionLine
              key={session.id}
              session={session}
              pending={revoke.isPending && revoke.variables.id === session.id}
              onRevoke={() => revoke.mutate({ id: session.id })}
            />
          ))}
        </ul>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="End all other sessions"
        action={others === 1 ? 'End 1 session' : `End ${others} sessions`}
        onConfirm={endOthers}
      >
        <p>Everywhere but here you are signed out within a second. Gateway keys go on working.</p>
      </ConfirmDialog>
    </Card>
  );
}
