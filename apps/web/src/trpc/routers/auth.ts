import { readInstanceInfo } from '@weir/services/instance/read-info';
import { signUp } from '@weir/services/users/sign-up';
import { mutation, query, router } from '../trpc.ts';

/** For people who are not signed in. */
export const authRouter = router({
  instance: query(readInstanceInfo),
  signUp: mutation(signUp),
});
