/** How often something may be tried in a window. */
export type ThrottleLimit = { readonly max: number; readonly windowSeconds: number };

const minute = 60;
const hour = 3600;

/** What is throttled: `...Address` counts by where a request comes from, `...Account` by the account it is about. */
export const throttleLimits = {
  signInAddress: { max: 30, windowSeconds: 15 * minute },
  signInAccount: { max: 10, windowSeconds: 15 * minute },
  signUpAddress: { max: 60, windowSeconds: hour },
  resetAddress: { max: 20, windowSeconds: hour },
  linkAddress: { max: 60, windowSeconds: hour },
  /** Mails to one address that one asks for, and that all ask for: nobody floods a mailbox through us. */
  mailAccount: { max: 5, windowSeconds: hour },
  mailAccountTotal: { max: 20, windowSeconds: hour },
  organizationAccount: { max: 20, windowSeconds: 24 * hour },
} as const satisfies Record<string, ThrottleLimit>;
