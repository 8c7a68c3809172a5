import { createOwnOrganization } from '@weir/services/organizations/create-own';
import { listSessions } from '@weir/services/sessions/list';
import { revokeSession } from '@weir/services/sessions/revoke';
import { revokeOtherSessions } from '@weir/services/sessions/revoke-others';
import { signOut } from '@weir/services/sessions/sign-out';
import { changePassword } from '@weir/services/users/change-password';
import { readProfile } from '@weir/services/users/read-profile';
import { requestEmailVerification } from '@weir/services/users/request-email-verification';
import { updateProfile } from '@weir/services/users/update-profile';
import { mutation, query, router } from '../trpc.ts';

/** For whoever is signed in, about oneself. */
export const accountRouter = router({
  profile: query(readProfile),
  updateProfile: mutation(updateProfile),
  changePassword: mutation(changePassword),
  requestEmailVerification: mutation(requestEmailVerification),
  createOrganization: mutation(createOwnOrganization),
  sessions: query(listSessions),
  revokeSession: mutation(revokeSession),
  revokeOtherSessions: mutation(revokeOtherSessions),
  signOut: mutation(signOut),
});
