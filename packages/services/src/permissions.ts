import type { Actor } from './actor.ts';
import { type Role, roles } from './roles.ts';
import { ServiceError } from './service-error.ts';

const everyone = roles;
const managers = ['owner', 'admin'] as const;
const builders = ['owner', 'admin', 'developer'] as const;

/** THE permission table: who may do what. Rows of other organizations do not exist for anybody. */
export const permissions = {
  'organization.read': everyone,
  'organization.update': managers,
  'organization.export': managers,
  'organization.delete': ['owner'],
  'member.read': everyone,
  'member.write': managers,
  'member.leave': everyone,
  'invitation.read': managers,
  'invitation.write': managers,
  'team.read': everyone,
  'team.write': managers,
  'project.read': everyone,
  'project.create': builders,
  'project.update': builders,
  'project.archive': managers,
  'provider_key.read': ['owner', 'admin', 'developer', 'viewer'],
  'provider_key.write': managers,
  'gateway_key.read': ['owner', 'admin', 'developer', 'viewer'],
  'gateway_key.write': builders,
  'route.read': everyone,
  'route.write': builders,
  'price.read': everyone,
  'price.write': ['owner', 'admin', 'billing'],
  'management_token.read': managers,
  'management_token.write': managers,
  'audit.read': managers,
  'usage.read': everyone,
  'call.read': everyone,
  'ledger.read': everyone,
  'dead_letter.read': builders,
  'playground.use': builders,
  'catalog.read': everyone,
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof permissions;

/** True when the table lets `role` do `action`. */
export function may(role: Role, action: Action): boolean {
  const allowed: readonly Role[] = permissions[action];
  return allowed.includes(role);
}

/** Throws `forbidden` unless the actor's role may do `action`. */
export function authorize(actor: Actor, action: Action): void {
  if (may(actor.role, action)) return;
  throw new ServiceError('forbidden', `The role ${actor.role} may not do this (${action}).`);
}
