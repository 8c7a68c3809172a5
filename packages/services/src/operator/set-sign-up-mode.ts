import { operator } from '@weir/db/prisma/operator';
import { z } from 'zod';
import { operatorVerb } from '../verb.ts';
import { signUpModeField, signUpModeView } from './sign-up-mode-view.ts';

/** Says who may sign up from now on; null: what the environment says. */
export const setSignUpMode = operatorVerb({
  input: z.strictObject({ mode: signUpModeField.nullable() }),
  output: signUpModeView,
  async run({ services, person }, { mode }) {
    await operator(services.database).setSignUpMode(mode);
    services.log.info({ mode, userId: person.userId }, 'the operator set who may sign up');
    return { mode: mode ?? services.signUpMode, chosen: mode, environment: services.signUpMode };
  },
});
