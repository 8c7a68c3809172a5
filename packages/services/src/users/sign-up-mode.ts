import type { Scope } from '@weir/db/prisma/client';
import { instance } from '@weir/db/prisma/instance';
import type { SignUpMode } from '@weir/db/prisma/rows';
import type { Services } from '../services.ts';

/** Who may sign up now: what the operator chose on the operator's page, else what the environment says. */
export async function readSignUpMode(services: Services, scope: Scope = services.database): Promise<SignUpMode> {
  return (await instance(scope).signUpMode()) ?? services.signUpMode;
}
