import { z } from 'zod';

/** What a member or a management token may do in its organization; see permissions.ts. */
export const roles = ['owner', 'admin', 'developer', 'viewer', 'billing'] as const;
export const roleField = z.enum(roles);
export type Role = (typeof roles)[number];

/**
 * Who acts, and in which organization. `system` is the instance itself: first start, upkeep. `operator` is who runs it,
 * for what concerns an organization as a whole.
 */
export type Actor = {
  readonly kind: 'token' | 'user' | 'system' | 'operator';
  /** Of the management token, or the user. */
  readonly id: string;
  /** Of the user in this organization; nobody else has one. */
  readonly memberId?: string;
  readonly organizationId: string;
  readonly role: Role;
};

/** Who is signed in, whatever the organization. */
export type Person = { readonly userId: string; readonly sessionId: string; readonly isOperator: boolean };

/** Where a request comes from, as far as that can be known: nobody is signed in yet. */
export type Caller = { readonly address: string; readonly userAgent: string };
