import { z } from 'zod';

/** The token of an invitation's link. */
export const invitationTokenField = z.string().min(1).max(200).describe('The token of the link.');

/** `email` so that its owner knows it again and nobody else learns it: `o***@example.org`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}
