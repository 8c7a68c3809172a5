'use client';
import { Card } from '../ui/card.tsx';
import { Time } from '../ui/time.tsx';
import type { Profile } from './profile.ts';

const names: Readonly<Record<string, string>> = { github: 'GitHub', google: 'Google' };

/** The identity providers that vouch for the person; nothing where the instance has none and none is linked. */
export function IdentitiesCard({
  profile,
  configured,
}: {
  readonly profile: Profile;
  /** The names of those that this instance lets people sign in with. */
  readonly configured: readonly string[];
}) {
  const { identities } = profile;
  if (identities.length === 0 && configured.length === 0) return null;
  return (
    <Card title="Identity providers" description="Other ways to sign in to this account." flush>
      {identities.length === 0 ? (
        <p className="p-4 text-sm text-quiet">
          None is linked. Signing in with {configured.join(' or ')} links it, if it vouches for the same e-mail address
          and yours is confirmed here.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {identities.map(({ id, issuer, createdAt }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
              <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{names[issuer] ?? issuer}</span>
              <span className="text-sm text-quiet">
                linked <Time at={createdAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
