import { SMTPServer } from 'smtp-server';
import { afterAll } from 'vitest';

export type ReceivedMail = { readonly to: readonly string[]; readonly raw: string; readonly text: string };

export type MailServer = {
  readonly url: string;
  readonly mails: ReceivedMail[];
  /** Those to `to`, oldest first. */
  to(to: string): readonly ReceivedMail[];
  /** Of the newest mail to `to`, what stands behind `token=` in its link. */
  tokenFor(to: string): string;
};

/** The text of a mail as a person reads it. */
function textOf(raw: string): string {
  const [headers = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/content-transfer-encoding: base64/i.test(headers)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/content-transfer-encoding: quoted-printable/i.test(headers)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** A real mail server on loopback that takes what user `weir` sends with password `secret`, until the file's tests end. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth({ username, password }, _, done) {
      if (username === 'weir' && password === 'secret') done(null, { user: 'weir' });
      else done(new Error('Invalid username or password'));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw, text: textOf(raw) });
        done();
      });
    },
  });
  const mailsTo = (to: string) => mails.filter((each) => each.to.includes(to));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the mail server has no port');
  return {
    url: `smtp://weir:secret@127.0.0.1:${address.port}`,
    mails,
    to: mailsTo,
    tokenFor(to) {
      const token = /[?&]token=([\w.-]+)/.exec(mailsTo(to).at(-1)?.text ?? '')?.[1];
      if (token === undefined) throw new Error(`no link was mailed to ${to}`);
      return token;
    },
  };
}
