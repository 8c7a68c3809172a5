import { createServer, type Server } from 'node:http';
import { freePort } from '@weir/runtime/free-port';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axe } from './axe.ts';
import { narrow, newPerson } from './new-person.ts';
import { openBrowser } from './open-browser.ts';
import { horizontalOverflow } from './overflow.ts';

const policy = "default-src 'none'; script-src 'nonce-good'; connect-src 'self'";
const head = '<!doctype html><html lang="en"><head><title>Page</title><link rel="icon" href="data:,"></head>';
const sound = '<main><h1>Sound</h1><p>Nothing is wrong here.</p></main>';

const bodies: Record<string, string> = {
  '/sound': sound,
  '/blocked-script': `${sound}<script>document.title = 'ran'</script>`,
  '/blocked-style': `${sound}<p style="color: red">styled</p>`,
  '/console': `${sound}<script nonce="good">console.error('it broke')</script>`,
  '/throws': `${sound}<script nonce="good">throw new Error('thrown in the page')</script>`,
  '/fails': `${sound}<script nonce="good">fetch('/500')</script>`,
  '/no-label': '<main><h1>Form</h1><input type="text"></main>',
  '/too-wide': `${sound}<table width="900"><tr><td>wide</td></tr></table>`,
};

let server: Server;
let browser: Browser;
let baseUrl: string;

beforeAll(async () => {
  const port = await freePort(undefined);
  baseUrl = `http://127.0.0.1:${port}`;
  server = createServer((request, response) => {
    const body = bodies[request.url ?? ''];
    const csp = request.url === '/no-label' ? "default-src 'none'" : policy;
    response.writeHead(body === undefined ? 500 : 200, {
      'content-type': 'text/html',
      'content-security-policy': `${csp}; img-src data:`,
    });
    response.end(`${head}<body>${body ?? 'failed'}</body></html>`);
  }).listen(port, '127.0.0.1');
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

async function faultsAt(path: string): Promise<readonly string[]> {
  const person = await newPerson(browser, { baseUrl });
  await person.page.goto(path);
  await person.page.waitForTimeout(200);
  const faults = person.faults.all();
  if (faults.length > 0) await expect(person.leave()).rejects.toThrow('The browser reported');
  else await person.leave();
  return faults;
}

describe('a person at the browser', () => {
  it('reports nothing on a sound page', async () => {
    expect(await faultsAt('/sound')).toEqual([]);
  });

  it.each([
    ['/blocked-script', /CSP script-src/],
    ['/blocked-style', /CSP style-src/],
    ['/console', /console at .*it broke/],
    ['/throws', /page error at .*thrown in the page/],
    ['/fails', /500 from .*\/500/],
  ])('reports what is wrong at %s', async (path, pattern) => {
    expect((await faultsAt(path)).some((fault) => pattern.test(fault))).toBe(true);
  });

  it('forgets a fault that the test expected', async () => {
    const person = await newPerson(browser, { baseUrl });
    await person.page.goto('/throws');
    expect(person.faults.expect(/thrown in the page/)).toBe(1);
    await person.leave();
  });
});

describe('what is measured on a page', () => {
  it('finds what axe holds against it, whatever the policy forbids', async () => {
    const person = await newPerson(browser, { baseUrl });
    await person.page.goto('/sound');
    expect(await axe(person.page)).toEqual([]);
    await person.page.goto('/no-label');
    expect((await axe(person.page)).join('\n')).toContain('label: Form elements must have labels: input');
    await person.leave();
  });

  it('finds what makes it scroll sideways', async () => {
    const person = await newPerson(browser, { baseUrl, viewport: narrow });
    await person.page.goto('/sound');
    expect(await horizontalOverflow(person.page)).toEqual([]);
    await person.page.goto('/too-wide');
    expect(await horizontalOverflow(person.page)).not.toEqual([]);
    await person.leave();
  });
});
