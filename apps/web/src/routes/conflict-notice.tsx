'use client';
import { useQueryClient } from '@tanstack/react-query';
import type { RouteView } from '@weir/services/routes/view';
import { useState } from 'react';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { useToast } from '../ui/toast.tsx';

/** Somebody was faster: who and when, and whose plan goes on. */
export function ConflictNotice({
  id,
  message,
  onTheirs,
  onMine,
}: {
  readonly id: string;
  readonly message: string;
  readonly onTheirs: (route: RouteView) => void;
  readonly onMine: (route: RouteView) => void;
}) {
  const api = useTRPC();
  const client = useQueryClient();
  const show = useToast();
  const [pending, setPending] = useState(false);
  const choose = async (then: (route: RouteView) => void) => {
    setPending(true);
    try {
      then(await client.fetchQuery({ ...api.routes.get.queryOptions({ id }), staleTime: 0 }));
    } catch (error) {
      show({ kind: 'bad', title: 'The route could not be read', detail: refusalOf(error).message });
    } finally {
      setPending(false);
    }
  };
  return (
    <Notice
      kind="bad"
      title="Your last edits are not saved"
      actions={
        <span className="flex flex-wrap gap-2">
          <Button size="sm" disabled={pending} onClick={() => void choose(onTheirs)}>
            Show theirs
          </Button>
          <Button size="sm" look="danger" disabled={pending} onClick={() => void choose(onMine)}>
            Keep mine
          </Button>
        </span>
      }
    >
      {message}
    </Notice>
  );
}
