import type { Database } from '@weir/db/prisma/client';
import type { Logger } from '@weir/runtime/logger';

/** A mail in plain text. */
export type Mail = { readonly to: string; readonly subject: string; readonly text: string };

export type Mailer = {
  /** False where no mail server is configured: mails are then kept for the operator to read. */
  readonly isConfigured: boolean;
  /** Throws `unavailable` when the mail server does not take it. */
  send(mail: Mail): Promise<void>;
  close(): void;
};

export type MailerOptions = {
  readonly smtpUrl?: string | undefined;
  readonly from: string;
  readonly onLocalMail?: ((mail: Mail) => void) | undefined;
  readonly database: Database;
  readonly now: () => number;
  readonly log: Logger;
};
