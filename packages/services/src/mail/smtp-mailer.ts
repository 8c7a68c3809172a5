import type { Logger } from '@weir/runtime/logger';
import { createTransport } from 'nodemailer';
import { ServiceError } from '../service-error.ts';
import type { Mailer } from './mailer.ts';

const connectMs = 10_000;
const silenceMs = 20_000;

type Setting = { readonly smtpUrl: string; readonly from: string; readonly log: Logger };

/** What may be logged of a mail server's refusal: codes, never the conversation, which may hold credentials. */
function codesOf(error: unknown): { code?: unknown; responseCode?: unknown; command?: unknown } {
  if (typeof error !== 'object' || error === null) return {};
  return {
    ...('code' in error ? { code: error.code } : {}),
    ...('responseCode' in error ? { responseCode: error.responseCode } : {}),
    ...('command' in error ? { command: error.command } : {}),
  };
}

/** Sends by SMTP. */
export function smtpMailer({ smtpUrl, from, log }: Setting): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: connectMs,
    dnsTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silenceMs,
    // A mail is text that we wrote: nothing of it is a file or a URL to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    isConfigured: true,
    async send({ to, subject, text }) {
      try {
        // As an object, so that no character of an address makes it two.
        await transport.sendMail({ from, to: { name: '', address: to }, subject, text });
      } catch (error) {
        log.warn(codesOf(error), 'a mail could not be sent');
        const message = 'The mail could not be sent: the mail server did not take it. Try again in a few minutes.';
        throw new ServiceError('unavailable', message, { cause: error });
      }
    },
    close: () => transport.close(),
  };
}
