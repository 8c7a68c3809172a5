import { localMailer } from './local-mailer.ts';
import type { Mailer, MailerOptions } from './mailer.ts';
import { smtpMailer } from './smtp-mailer.ts';

/** A mailer over the mail server of `smtpUrl`, or over the table of local mails. */
export function createMailer(options: MailerOptions): Mailer {
  const { smtpUrl, from, log } = options;
  return smtpUrl === undefined ? localMailer(options) : smtpMailer({ smtpUrl, from, log });
}
