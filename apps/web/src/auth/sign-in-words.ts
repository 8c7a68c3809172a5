const providerFailed =
  'The identity provider did not finish the sign-in. Try again; if it happens again, the log of this instance says why.';

const words: Readonly<Record<string, string>> = {
  AccessDenied: 'The identity provider did not let you in, or you did not let it tell us who you are.',
  Configuration: 'Signing in is not set up right on this instance: its operator finds the reason in the log.',
  SessionRequired: 'Sign in to see this page.',
  OAuthSignin: providerFailed,
  OAuthCallback: providerFailed,
  OAuthCreateAccount: providerFailed,
  OAuthAccountNotLinked: providerFailed,
  Callback: providerFailed,
};

/** What an error code in the URL of the sign-in page says. Free text is never shown: anybody can make such a link. */
export function signInWords(code: string): string {
  return words[code] ?? 'Signing in did not work. Try again.';
}
