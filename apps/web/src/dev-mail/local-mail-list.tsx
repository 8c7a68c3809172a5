'use client';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTRPC } from '../client/api.tsx';
import type { AppRouter } from '../trpc/app-router.ts';
import { Card } from '../ui/card.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Time } from '../ui/time.tsx';
import { mailParts } from './mail-text.ts';

type LocalMail = inferRouterOutputs<AppRouter>['auth']['localMails']['data'][number];

const everyMs = 3_000;

function MailBody({ text, origin }: { readonly text: string; readonly origin: string }) {
  let at = 0;
  return (
    <p className="text-sm leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]">
      {mailParts(text, origin).map((part) => {
        const key = at;
        at += part.text.length;
        return part.href === undefined ? (
          <span key={key}>{part.text}</span>
        ) : (
          <a key={key} href={part.href} className="link">
            {part.text}
          </a>
        );
      })}
    </p>
  );
}

function MailCard({ mail, origin }: { readonly mail: LocalMail; readonly origin: string }) {
  return (
    <li>
      <Card
        title={mail.subject}
        description={
          <span className="[overflow-wrap:anywhere]">
            To {mail.to}, <Time at={mail.createdAt} />
          </span>
        }
      >
        <MailBody text={mail.text} origin={origin} />
      </Card>
    </li>
  );
}

/** The mails of an instance without a mail server, newest first. New ones appear by themselves. */
export function LocalMailList({ origin }: { readonly origin: string }) {
  const mails = useQuery({ ...useTRPC().auth.localMails.queryOptions({}), refetchInterval: everyMs });
  const list = mails.data?.data ?? [];
  if (list.length === 0) {
    return (
      <Card>
        <EmptyState title="No mail yet">
          <p>Links to confirm an address, to choose a new password and to join an organization appear here.</p>
        </EmptyState>
      </Card>
    );
  }
  return (
    <ul className="grid grid-cols-1 gap-4" aria-label="Local mails" aria-live="polite">
      {list.map((mail) => (
        <MailCard key={mail.id} mail={mail} origin={origin} />
      ))}
    </ul>
  );
}
