import { z } from 'zod';

export const signUpModeField = z.enum(['open', 'invite', 'closed']);

/** Who may sign up, and who said so. */
export const signUpModeView = z.strictObject({
  mode: signUpModeField.describe('What holds now.'),
  chosen: signUpModeField.nullable().describe('What the operator chose here; null: what the environment says holds.'),
  environment: signUpModeField.describe('WEIR_SIGN_UP.'),
});
