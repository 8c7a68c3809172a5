import { z } from 'zod';
import { roleField } from '../actor.ts';
import { timeField } from '../fields.ts';
import { addressKey } from '../throttle/keys.ts';
import { throttleLimits } from '../throttle/limits.ts';
import { throttle } from '../throttle/throttle.ts';
import { publicVerb } from '../verb.ts';
import { requireInvitation } from './accept-within.ts';
import { invitationTokenField, maskEmail } from './token.ts';
import { invitationState, invitationStates } from './view.ts';

/** What the link of an invitation tells whoever holds it. */
export const readInvitation = publicVerb({
  input: z.strictObject({ token: invitationTokenField }),
  output: z.strictObject({
    organization: z.string(),
    role: roleField,
    email: z.string().describe('Masked: its owner knows it again.'),
    state: z.enum(invitationStates),
    expiresAt: timeField,
  }),
  async run({ services, caller }, { token }) {
    await throttle(services, addressKey('link', caller), throttleLimits.linkAddress);
    const { organization, role, email, ...row } = await requireInvitation(services.database, token);
    return {
      organization: organization.name,
      role,
      email: maskEmail(email),
      state: invitationState(row, services.now()),
      expiresAt: row.expiresAt.toISOString(),
    };
  },
});
