import { describe, expect, it } from 'vitest';
import { testServices } from '../services.test-support.ts';
import { listLocalMails } from './list-local-mails.ts';
import { startMailServer } from './mail-server.test-support.ts';
import type { Mail } from './mailer.ts';

const mail: Mail = { to: 'owner@example.org', subject: 'Grüße', text: 'Line one.\n\nLine two – with more.\n' };
const here = { address: '127.0.0.1', userAgent: 'test' };

describe('with a mail server', () => {
  it('sends a mail as text, from the host of the public address unless told otherwise', async () => {
    const server = await startMailServer();
    const services = await testServices({ site: { smtpUrl: server.url, publicUrl: 'https://weir.example.org/' } });
    expect(services.mailer.isConfigured).toBe(true);
    await services.mailer.send(mail);
    const [received] = server.mails;
    expect(received?.to).toEqual(['owner@example.org']);
    expect(received?.text.replaceAll('\r\n', '\n').trim()).toBe(mail.text.trim());
    expect(received?.raw).toMatch(/^From: Weir <weir@weir\.example\.org>\r$/m);
    expect(received?.raw).toMatch(/^Content-Type: text\/plain/m);
  });

  it('never makes two addresses of one', async () => {
    const server = await startMailServer();
    const services = await testServices({ site: { smtpUrl: server.url, mailFrom: 'weir@example.org' } });
    const to = 'a@example.org,b@example.org';
    await services.mailer.send({ ...mail, to }).catch(() => undefined);
    expect(server.mails.filter(({ to: each }) => each.length > 1)).toEqual([]);
  });

  it('says that a mail could not be sent, and logs no credentials', async () => {
    const server = await startMailServer();
    const smtpUrl = server.url.replace('secret', 'other-password');
    const services = await testServices({ site: { smtpUrl } });
    await expect(services.mailer.send(mail)).rejects.toMatchObject({ code: 'unavailable' });
    expect(services.logged.join()).toContain('EAUTH');
    expect(services.logged.join()).not.toContain('other-password');
    expect(services.logged.join()).not.toContain(Buffer.from('other-password').toString('base64'));
    const nobody = await testServices({ site: { smtpUrl: 'smtp://127.0.0.1:9' } });
    await expect(nobody.mailer.send(mail)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('without a mail server', () => {
  it('keeps the newest 200 mails and tells of each', async () => {
    const told: Mail[] = [];
    const services = await testServices({ site: { isEmbedded: true, onLocalMail: (each) => void told.push(each) } });
    for (let n = 1; n <= 203; n += 1) await services.mailer.send({ ...mail, subject: `mail ${n}` });
    expect(told).toHaveLength(203);
    const { data } = await listLocalMails(services, here, {});
    expect(data.map(({ subject }) => subject)).toEqual(Array.from({ length: 200 }, (_, n) => `mail ${203 - n}`));
    expect(data[0]).toMatchObject({ to: mail.to, text: mail.text });
  });

  it.each([
    ['another machine', { isEmbedded: true }, '192.0.2.1'],
    ['a place that is not known', { isEmbedded: true }, 'unknown'],
    ['an instance that is not embedded', { isEmbedded: false }, '127.0.0.1'],
    ['an instance that others reach', { isEmbedded: true, publicUrl: 'https://weir.example.org' }, '127.0.0.1'],
    ['an instance with a mail server', { isEmbedded: true, smtpUrl: 'smtp://127.0.0.1:9' }, '127.0.0.1'],
  ])('shows them to nobody from %s', async (_, site, address) => {
    const services = await testServices({ site });
    const look = listLocalMails(services, { address, userAgent: 'test' }, {});
    await expect(look).rejects.toMatchObject({ code: 'not_found' });
  });
});
