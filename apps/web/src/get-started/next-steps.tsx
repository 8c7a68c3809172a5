'use client';
import type { Action } from '@weir/services/permissions';
import { may } from '@weir/services/permissions';
import { BookOpen, ChevronRight, type LucideIcon, Plug, SquareTerminal, UserPlus } from 'lucide-react';
import Link from 'next/link';
import { useHref } from '../shell/project.ts';
import { useOrganization } from '../shell/viewer.tsx';
import { Card } from '../ui/card.tsx';

type Step = {
  readonly page: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly icon: LucideIcon;
  readonly title: string;
  readonly words: string;
  readonly needs?: Action;
};

const steps: readonly Step[] = [
  {
    page: 'providers',
    query: { new: '1' },
    icon: Plug,
    title: 'Store a provider key',
    words: 'Then every model it serves answers under the same gateway key.',
    needs: 'provider_key.write',
  },
  {
    page: 'playground',
    icon: SquareTerminal,
    title: 'Compare models',
    words: 'Two side by side, each with its receipt.',
    needs: 'playground.use',
  },
  {
    page: 'members',
    query: { tab: 'invitations', new: '1' },
    icon: UserPlus,
    title: 'Invite your team',
    words: 'With a role each; keys and costs by member.',
    needs: 'invitation.write',
  },
  {
    page: '/docs',
    icon: BookOpen,
    title: 'Read the documentation',
    words: 'Clients, receipts, the API and running it yourself.',
  },
];

/** Where to go once calls come in. */
export function NextSteps() {
  const href = useHref();
  const { role } = useOrganization();
  return (
    <Card title="Next" flush>
      <ul className="divide-y divide-line">
        {steps
          .filter(({ needs }) => needs === undefined || may(role, needs))
          .map(({ page, query, icon: Icon, title, words }) => (
            <li key={title}>
              <Link
                href={page.startsWith('/') ? page : href(page, query)}
                className="flex items-center gap-3 px-4 py-2.5 hover:bg-hover focus-visible:outline-offset-[-2px]"
              >
                <Icon className="size-4 shrink-0 text-quiet" aria-hidden="true" />
                <span className="grid min-w-0 flex-1">
                  <span className="text-sm font-medium">{title}</span>
                  <span className="text-xs text-quiet">{words}</span>
                </span>
                <ChevronRight className="size-4 shrink-0 text-faint" aria-hidden="true" />
              </Link>
            </li>
          ))}
      </ul>
    </Card>
  );
}
