import { z } from 'zod';

/** What a member or a management token may do in its organization; see permissions.ts. */
export const roles = ['owner', 'admin', 'developer', 'viewer', 'billing'] as const;
export const roleField = z.enum(roles);
export type Role = (typeof roles)[number];

/** Who acts, and in which organization. `system` is the instance itself: first start, upkeep. */
export type Actor = {
  readonly kind: 'token' | 'user' | 'system';
  readonly id: string;
  readonly organizationId: string;
  readonly role: Role;
};
