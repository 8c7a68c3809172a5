'use client';
import { Monitor, Smartphone } from 'lucide-react';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Time } from '../ui/time.tsx';
import { describeAgent } from './describe-agent.ts';
import type { Session } from './profile.ts';

/** One session: where it is, when it was used, and its end. */
export function SessionLine({
  session,
  onRevoke,
  pending,
}: {
  readonly session: Session;
  readonly onRevoke: () => void;
  readonly pending: boolean;
}) {
  const { words, isPhone } = describeAgent(session.userAgent);
  const Icon = isPhone ? Smartphone : Monitor;
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Icon className="size-5 shrink-0 text-quiet" aria-hidden="true" />
      <div className="grid min-w-0 flex-1 gap-0.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          {words}
          {session.isCurrent && <Badge tone="accent">this session</Badge>}
        </p>
        <p className="text-xs text-quiet [overflow-wrap:anywhere]">
          Last used <Time at={session.seenAt} />, signed in <Time at={session.createdAt} />, from{' '}
          {session.address === 'unknown' ? 'an unknown address' : session.address}
        </p>
      </div>
      {!session.isCurrent && (
        <Button size="sm" pending={pending} onClick={onRevoke} aria-label={`End ${words}`}>
          End
        </Button>
      )}
    </li>
  );
}
