import { readInstanceInfo } from '@weir/services/instance/read-info';
import { listLocalMails } from '@weir/services/mail/list-local-mails';
import { requestPasswordReset } from '@weir/services/users/request-password-reset';
import { resetPassword } from '@weir/services/users/reset-password';
import { signUp } from '@weir/services/users/sign-up';
import { verifyEmail } from '@weir/services/users/verify-email';
import { mutation, query, router } from '../trpc.ts';

/** For people who are not signed in. */
export const authRouter = router({
  instance: query(readInstanceInfo),
  signUp: mutation(signUp),
  verifyEmail: mutation(verifyEmail),
  requestPasswordReset: mutation(requestPasswordReset),
  resetPassword: mutation(resetPassword),
  localMails: query(listLocalMails),
});
