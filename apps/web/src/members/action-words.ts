import type { Action } from '@weir/services/permissions';

/** What the permission table lets people do, in plain words. A new action does not compile without them. */
const words: Readonly<Record<Action, string>> = {
  'organization.read': 'See name, time zone and quotas',
  'organization.update': 'Change name and time zone',
  'organization.export': 'Download everything',
  'organization.delete': 'Delete the organization',
  'member.read': 'See members',
  'member.write': 'Change roles, remove members',
  'member.leave': 'Leave the organization',
  'invitation.read': 'See invitations',
  'invitation.write': 'Invite, take invitations back',
  'team.read': 'See teams',
  'team.write': 'Create, change and delete teams',
  'project.read': 'See projects',
  'project.create': 'Create projects',
  'project.update': 'Rename projects',
  'project.archive': 'Archive projects',
  'route.read': 'See routes and live health',
  'route.write': 'Draft, publish, roll back and archive routes',
  'provider_key.read': 'See provider keys, never their secret',
  'provider_key.write': 'Store, rotate and delete provider keys',
  'gateway_key.read': 'See gateway keys',
  'gateway_key.write': 'Create, rotate and revoke gateway keys',
  'management_token.read': 'See management tokens',
  'management_token.write': 'Create and revoke management tokens',
  'usage.read': 'See usage and costs',
  'call.read': 'See calls and receipts',
  'price.read': 'See prices of the organization’s own',
  'price.write': 'Set prices of the organization’s own',
  'catalog.read': 'See models and list prices',
  'ledger.read': 'See the health of the ledger',
  'dead_letter.read': 'See records that could not be written',
  'playground.use': 'Use the playground',
  'audit.read': 'Read the audit log',
};

type Group = { readonly title: string; readonly subjects: readonly string[] };

const groups: readonly Group[] = [
  { title: 'Organization', subjects: ['organization', 'audit'] },
  { title: 'People', subjects: ['member', 'invitation', 'team'] },
  {
    title: 'Projects, routes and keys',
    subjects: ['project', 'route', 'gateway_key', 'provider_key', 'management_token'],
  },
  { title: 'Usage and cost', subjects: ['usage', 'call', 'price', 'catalog', 'playground', 'ledger', 'dead_letter'] },
];

export type ActionGroup = {
  readonly title: string;
  readonly actions: readonly { readonly action: Action; readonly words: string }[];
};

/** `actions` in groups, each in words; what belongs to no group comes last, under `Other`. */
export function groupActions(actions: readonly Action[]): readonly ActionGroup[] {
  const subjectOf = (action: Action) => action.split('.')[0] ?? '';
  const known = new Set(groups.flatMap(({ subjects }) => subjects));
  const others = { title: 'Other', subjects: [...new Set(actions.map(subjectOf))].filter((each) => !known.has(each)) };
  return [...groups, others]
    .map(({ title, subjects }) => ({
      title,
      actions: subjects.flatMap((subject) =>
        actions.filter((action) => subjectOf(action) === subject).map((action) => ({ action, words: words[action] })),
      ),
    }))
    .filter((group) => group.actions.length > 0);
}
