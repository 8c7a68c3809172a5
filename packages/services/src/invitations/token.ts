import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const tokenBytes = 32;

/** The token of an invitation's link. */
export const invitationTokenField = z.string().min(1, 'must not be empty').max(200, 'is no token of an invitation');

/** A token for an invitation's link: only its hash is kept. */
export function mintInvitationToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

/** The link of `token`, on the dashboard at `publicUrl`. */
export function invitationLink(publicUrl: string, token: string): string {
  return new URL(`/invitation?token=${token}`, publicUrl).href;
}

/** `email` so that its owner knows it again and nobody else learns it: `o***@example.org`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}
