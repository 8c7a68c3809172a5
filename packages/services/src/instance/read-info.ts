import { instance } from '@weir/db/prisma/instance';
import { z } from 'zod';
import { readSignUpMode } from '../users/sign-up-mode.ts';
import { publicVerb } from '../verb.ts';

/** What the pages for strangers need to know of this instance. */
export const instanceInfoView = z.strictObject({
  signUpMode: z.enum(['open', 'invite', 'closed']),
  isMailConfigured: z.boolean(),
  identityProviders: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** How clients reach the gateway. */
  gatewayUrl: z.string(),
  isEmbedded: z.boolean(),
  /** Nobody has an account yet: who signs up now runs the instance. */
  isFirst: z.boolean(),
});
export type InstanceInfoView = z.output<typeof instanceInfoView>;

/** This instance, for people who are not signed in. */
export const readInstanceInfo = publicVerb({
  input: z.strictObject({}),
  output: instanceInfoView,
  async run({ services }) {
    const { mailer, identityProviders, gatewayPublicUrl, isEmbedded } = services;
    return {
      signUpMode: await readSignUpMode(services),
      isMailConfigured: mailer.isConfigured,
      identityProviders: identityProviders.map(({ id, name }) => ({ id, name })),
      gatewayUrl: gatewayPublicUrl,
      isEmbedded,
      isFirst: !(await instance(services.database).users.isAnyFinished()),
    };
  },
});
