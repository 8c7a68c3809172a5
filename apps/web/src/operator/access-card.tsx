'use client';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useTRPC } from '../client/api.tsx';
import { LoadFailure } from '../client/load-failure.tsx';
import { StateDot } from '../ui/badge.tsx';
import { Card } from '../ui/card.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';

const variables: Readonly<Record<string, string>> = {
  github: 'GITHUB_CLIENT_ID',
  google: 'GOOGLE_CLIENT_ID',
  oidc: 'OIDC_ISSUER',
};

const all = [
  { id: 'github', name: 'GitHub' },
  { id: 'google', name: 'Google' },
  { id: 'oidc', name: 'OpenID Connect' },
] as const;

/** How people get in and how mail gets out, as the environment configures it. */
export function AccessCard({ isMailConfigured }: { readonly isMailConfigured: boolean }) {
  const api = useTRPC();
  const query = useQuery(api.auth.instance.queryOptions({}));
  return (
    <Card title="Sign-in and mail" description="Set by the environment of the web; it takes effect at its next start.">
      {query.isError && query.data === undefined ? (
        <LoadFailure what="The configuration" error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonLines lines={5} />
      ) : (
        <ul className="grid gap-2.5 text-sm">
          <li className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span>E-mail and password</span>
            <StateDot tone="good">On</StateDot>
          </li>
          {all.map(({ id, name }) => {
            const known = query.data.identityProviders.find((each) => each.id === id);
            return (
              <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4">
                <span>
                  {known?.name ?? name} <code className="text-xs text-faint">{variables[id]}</code>
                </span>
                {known === undefined ? <StateDot tone="neutral">Off</StateDot> : <StateDot tone="good">On</StateDot>}
              </li>
            );
          })}
          <li className="flex flex-wrap items-baseline justify-between gap-x-4">
            <span>
              Mail <code className="text-xs text-faint">SMTP_URL</code>
            </span>
            {isMailConfigured ? (
              <StateDot tone="good">Sent through the mail server</StateDot>
            ) : (
              <StateDot tone="warn">
                {query.data.isEmbedded ? (
                  <Link className="link" href="/dev/mail">
                    Kept on this instance
                  </Link>
                ) : (
                  'Not sent: no mail server is set'
                )}
              </StateDot>
            )}
          </li>
        </ul>
      )}
    </Card>
  );
}
