'use client';
import { may } from '@weir/services/permissions';
import { Command } from 'cmdk';
import { KeyRound, LogOut, Moon, Plug, ReceiptText, Sun, UserPlus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Dialog as Radix } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { elsewhere, navigation } from './navigation.ts';
import { useHref } from './project.ts';
import { signOut } from './sign-out.ts';
import { setTheme } from './theme-menu.tsx';
import { useOrganization, useViewer } from './viewer.tsx';

const callId = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function Line({
  icon,
  children,
  onSelect,
  value,
}: {
  readonly icon: ReactNode;
  readonly children: string;
  readonly onSelect: () => void;
  readonly value?: string;
}) {
  return (
    <Command.Item
      value={value ?? children}
      onSelect={onSelect}
      className="flex h-9 items-center gap-2.5 rounded-md px-2.5 text-base data-[selected=true]:bg-hover"
    >
      <span className="text-quiet">{icon}</span>
      {children}
    </Command.Item>
  );
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="p-1.5 [&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-faint"
    >
      {children}
    </Command.Group>
  );
}

const iconClasses = 'size-4';

/** Goes anywhere, creates, and finds a call by its id. */
export function Palette({
  open,
  onOpenChange,
}: {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}) {
  const router = useRouter();
  const href = useHref();
  const { role, slug, projects } = useOrganization();
  const { organizations, user } = useViewer();
  const [search, setSearch] = useState('');
  const go = (path: string) => () => {
    onOpenChange(false);
    setSearch('');
    router.push(path);
  };
  const run = (action: () => void) => () => {
    onOpenChange(false);
    action();
  };
  const isCallId = callId.test(search.trim());
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(8_16_18/0.45)] fade" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden rounded-xl border border-line bg-raised shadow-raised outline-none"
        >
          <Radix.Title className="sr-only">Go to, create, find a call</Radix.Title>
          <Command label="Commands" loop>
            <Command.Input
              value={search}
              onValueChange={setSearch}
              placeholder="Go to a page, create, or paste the id of a call"
              className="h-12 w-full border-b border-line bg-transparent px-4 text-lg outline-none placeholder:text-faint"
            />
            <Command.List className="max-h-[56vh] overflow-y-auto">
              <Command.Empty className="px-4 py-8 text-center text-quiet">Nothing by this name.</Command.Empty>
              {isCallId && (
                <Group heading="Call">
                  <Line
                    icon={<ReceiptText className={iconClasses} />}
                    value={search}
                    onSelect={go(`/o/${slug}/calls/${search.trim().toLowerCase()}`)}
                  >
                    Open the receipt of this call
                  </Line>
                </Group>
              )}
              <Group heading="Go to">
                {navigation
                  .flat()
                  .filter(({ needs }) => needs === undefined || may(role, needs))
                  .map(({ page, label, icon: Icon }) => (
                    <Line key={page} icon={<Icon className={iconClasses} />} onSelect={go(href(page))}>
                      {label}
                    </Line>
                  ))}
                {elsewhere.map(({ page, label, icon: Icon }) => (
                  <Line key={page} icon={<Icon className={iconClasses} />} onSelect={go(page)}>
                    {label}
                  </Line>
                ))}
                {user.isOperator && (
                  <Line icon={<Plug className={iconClasses} />} onSelect={go('/operator')}>
                    Operator
                  </Line>
                )}
              </Group>
              <Group heading="Create">
                {may(role, 'gateway_key.write') && (
                  <Line icon={<KeyRound className={iconClasses} />} onSelect={go(href('keys', { new: '1' }))}>
                    New gateway key
                  </Line>
                )}
                {may(role, 'provider_key.write') && (
                  <Line icon={<Plug className={iconClasses} />} onSelect={go(href('providers', { new: '1' }))}>
                    New provider key
                  </Line>
                )}
                {may(role, 'invitation.write') && (
                  <Line icon={<UserPlus className={iconClasses} />} onSelect={go(href('members', { new: '1' }))}>
                    Invite a member
                  </Line>
                )}
              </Group>
              <Group heading="Switch">
                {projects.map((project) => (
                  <Line
                    key={project.id}
                    icon={<ReceiptText className={iconClasses} />}
                    onSelect={go(`/o/${slug}/overview?project=${project.slug}`)}
                  >
                    {`Project ${project.name}`}
                  </Line>
                ))}
                {organizations
                  .filter((organization) => organization.slug !== slug)
                  .map((organization) => (
                    <Line
                      key={organization.id}
                      icon={<ReceiptText className={iconClasses} />}
                      onSelect={go(`/o/${organization.slug}/overview`)}
                    >
                      {`Organization ${organization.name}`}
                    </Line>
                  ))}
                <Line icon={<Sun className={iconClasses} />} onSelect={run(() => setTheme('light'))}>
                  Light theme
                </Line>
                <Line icon={<Moon className={iconClasses} />} onSelect={run(() => setTheme('dark'))}>
                  Dark theme
                </Line>
                <Line icon={<LogOut className={iconClasses} />} onSelect={run(() => void signOut())}>
                  Sign out
                </Line>
              </Group>
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
