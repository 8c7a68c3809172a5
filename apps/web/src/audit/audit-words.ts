import type { AuditLine } from './audit-line.ts';

/** What was done, in the past tense, before the name of the thing. */
const deeds: Readonly<Record<string, string>> = {
  'gateway_key.create': 'issued the gateway key',
  'gateway_key.update': 'changed the gateway key',
  'gateway_key.rotate': 'rotated the gateway key',
  'gateway_key.revoke': 'revoked the gateway key',
  'gateway_key.disown': 'took the owner from the gateway key',
  'invitation.create': 'invited',
  'invitation.accept': 'accepted the invitation of',
  'invitation.revoke': 'revoked the invitation of',
  'management_token.create': 'created the management token',
  'management_token.revoke': 'revoked the management token',
  'member.change_role': 'changed the role of',
  'member.leave': 'ended the membership of',
  'member.remove': 'removed the member',
  'organization.create': 'created the organization',
  'organization.claim': 'took over the organization',
  'organization.update': 'changed the organization',
  'organization.export': 'downloaded everything of',
  'organization.delete': 'deleted the organization',
  'organization.set_quotas': 'set the quotas of',
  'price.create': 'set a price for',
  'price.delete': 'deleted a price for',
  'project.create': 'created the project',
  'project.rename': 'renamed the project',
  'project.update': 'changed the project',
  'project.archive': 'archived the project',
  'provider_key.create': 'stored the provider key',
  'provider_key.update': 'changed the provider key',
  'provider_key.rotate': 'replaced the secret of the provider key',
  'provider_key.trial': 'tried the provider key',
  'provider_key.delete': 'deleted the provider key',
  'provider_key.reorder': 'changed the order of provider keys of',
  'route.create': 'created the route',
  'route.save_draft': 'saved a draft of the route',
  'route.discard_draft': 'threw away the draft of the route',
  'route.publish': 'published the route',
  'route.roll_back': 'rolled back the route',
  'route.rename': 'renamed the route',
  'route.archive': 'archived the route',
  'quality.reset': 'made forgotten what ratings had taught in',
  'team.create': 'created the team',
  'team.rename': 'renamed the team',
  'team.set_members': 'changed the members of the team',
  'team.delete': 'deleted the team',
};

/** What the log is about, and how each kind is called. */
export const subjectKinds = [
  { value: 'gateway_key', label: 'Gateway keys', one: 'gateway key' },
  { value: 'provider_key', label: 'Provider keys', one: 'provider key' },
  { value: 'route', label: 'Routes', one: 'route' },
  { value: 'project', label: 'Projects', one: 'project' },
  { value: 'price', label: 'Prices', one: 'price' },
  { value: 'member', label: 'Members', one: 'member' },
  { value: 'invitation', label: 'Invitations', one: 'invitation' },
  { value: 'team', label: 'Teams', one: 'team' },
  { value: 'management_token', label: 'Management tokens', one: 'management token' },
  { value: 'organization', label: 'The organization', one: 'organization' },
] as const;

/** A kind of thing as people call one. */
export function kindWords(kind: string): string {
  return subjectKinds.find(({ value }) => value === kind)?.one ?? kind.replaceAll('_', ' ');
}

/** What was done. An action without words here is spelled out of its name. */
export function deedOf({ action, subjectKind }: Pick<AuditLine, 'action' | 'subjectKind'>): string {
  const known = deeds[action];
  if (known !== undefined) return known;
  const verb = action.split('.').at(-1)?.replaceAll('_', ' ') ?? action;
  return `did “${verb}” to the ${kindWords(subjectKind)}`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The thing's name now, else the one that the line kept, else the end of its id. */
export function subjectOf({ subjectName, subjectId, detail }: AuditLine): string {
  if (subjectName !== null) return subjectName;
  const kept: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, 'name') : undefined;
  return isText(kept) ? kept : `…${subjectId.slice(-8)}`;
}

/** Who did it, in words. */
export function actorOf({ actorKind, actorName }: Pick<AuditLine, 'actorKind' | 'actorName'>): string {
  switch (actorKind) {
    case 'user':
      return actorName ?? 'Somebody who is no member';
    case 'token':
      return actorName === null ? 'A management token' : `The token ${actorName}`;
    case 'operator':
      return 'The operator of this instance';
    case 'system':
      return 'This instance';
    default:
      return actorName ?? actorKind;
  }
}
