import type { Mail } from './mailer.ts';

/** Mails to people of whom we know nothing but the address hold no word of anybody else's choosing. */
type Setting = { readonly to: string; readonly publicUrl: string };

function mail(to: string, subject: string, paragraphs: readonly string[]): Mail {
  return { to, subject, text: `${paragraphs.join('\n\n')}\n` };
}

function linkTo({ publicUrl }: Setting, path: string, token?: string): string {
  return token === undefined ? `${publicUrl}${path}` : `${publicUrl}${path}?token=${token}`;
}

/** Asks whether the address is the person's own. */
export function verificationMail(setting: Setting, token: string): Mail {
  return mail(setting.to, 'Confirm your e-mail address', [
    `Somebody signed up for Weir at ${setting.publicUrl} with this address. If that was you, open this link within 24 hours:`,
    linkTo(setting, '/verify', token),
    'If it was not you, do not open it: nothing happens then.',
  ]);
}

/** Tells the owner of an account that somebody tried to sign up with the same address. */
export function alreadySignedUpMail(setting: Setting): Mail {
  return mail(setting.to, 'You have an account already', [
    `Somebody tried to sign up for Weir at ${setting.publicUrl} with this address, which has an account already. If that was you, sign in:`,
    linkTo(setting, '/sign-in'),
    `Forgot the password? Choose a new one: ${linkTo(setting, '/forgot')}`,
    'If it was not you, there is nothing to do: nobody got in.',
  ]);
}

/** Lets the owner of the address choose a new password. */
export function passwordResetMail(setting: Setting, token: string): Mail {
  return mail(setting.to, 'Choose a new password', [
    `Somebody asked for a new password for Weir at ${setting.publicUrl}. If that was you, open this link within an hour:`,
    linkTo(setting, '/reset', token),
    'If it was not you, there is nothing to do: the password stays as it is.',
  ]);
}
