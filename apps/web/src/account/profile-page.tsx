'use client';
import { useQuery } from '@tanstack/react-query';
import { refusalOf, useTRPC } from '../client/api.tsx';
import { Notice } from '../ui/notice.tsx';
import { SkeletonLines } from '../ui/skeleton.tsx';
import { EmailCard } from './email-card.tsx';
import { IdentitiesCard } from './identities-card.tsx';
import { PasswordCard } from './password-card.tsx';
import { ProfileForm } from './profile-form.tsx';
import { ThemeCard } from './theme-card.tsx';

/** Everything about oneself that is not a session or an organization. */
export function ProfilePage({ identityProviders }: { readonly identityProviders: readonly string[] }) {
  const profile = useQuery(useTRPC().account.profile.queryOptions({}));
  if (profile.isError && profile.data === undefined)
    return <Notice kind="bad">{refusalOf(profile.error).message}</Notice>;
  if (profile.data === undefined) return <SkeletonLines lines={6} />;
  return (
    <div className="grid grid-cols-1 gap-4">
      <ProfileForm profile={profile.data} />
      <EmailCard profile={profile.data} />
      <PasswordCard profile={profile.data} />
      <IdentitiesCard profile={profile.data} configured={identityProviders} />
      <ThemeCard />
    </div>
  );
}
