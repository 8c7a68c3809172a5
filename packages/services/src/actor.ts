import { z } from 'zod';
import { type Role, roles } from './roles.ts';

export type { Role } from './roles.ts';

export const roleField = z.enum(roles);

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
