import type { Role } from '../actor.ts';
import type { Mail } from '../mail/mailer.ts';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';

/** An invitation, as far as its mail tells of it. */
export type InvitationMail = {
  readonly to: string;
  readonly organization: string;
  readonly role: Role;
  readonly link: string;
  readonly expiresAt: Date;
};

/** `name` without what could break a line. */
function oneLine(name: string): string {
  return name.replaceAll(/\p{C}+/gu, ' ').trim();
}

/** The mail that carries an invitation's link. */
export function invitationMail({ to, organization, role, link, expiresAt }: InvitationMail): Mail {
  const name = oneLine(organization);
  const until = `${expiresAt.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  const text = [
    `You are invited to join ${name} on Weir, with the role ${role}.`,
    '',
    'To accept, open this link:',
    link,
    '',
    `It works once, for this address, until ${until}.`,
    'If you did not expect this, do nothing.',
    '',
  ].join('\n');
  return { to, subject: `Join ${name} on Weir`, text };
}

/** Sends it. False, with a line in the log, when the mail server does not take it: the link can be passed on by hand. */
export async function sendInvitation({ mailer, log }: Services, mail: InvitationMail): Promise<boolean> {
  try {
    await mailer.send(invitationMail(mail));
    return true;
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    log.warn({ err: error }, 'an invitation was not mailed');
    return false;
  }
}
