import { z } from 'zod';

/** An e-mail address, in lower case. */
export const emailField = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'must have at most 254 characters')
  .pipe(z.email('must be an e-mail address'));

/** A password that somebody chooses; `refuseWeakPassword` looks at the rest. */
export const newPasswordField = z
  .string()
  .min(10, 'must have at least 10 characters')
  .max(200, 'must have at most 200 characters');

/** The token of a mailed link. */
export const linkTokenField = z.string().min(1, 'must not be empty').max(2000, 'is no token of ours');
