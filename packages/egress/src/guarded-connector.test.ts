import { once } from 'node:events';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { createEgress } from './create-egress.ts';
import type { Lookup } from './guarded-connector.ts';
import { exchange, serveHttp } from './test-harness.ts';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function failureOf(url: string, options: { lookup?: Lookup; privateUpstreams?: string[] } = {}) {
  const egress = createEgress({ privateUpstreams: [], ...options });
  cleanups.push(() => egress.close());
  const { failure, events } = await exchange(egress, { url }).heard;
  expect(events).toEqual(['error']);
  return failure;
}
const answers = (...addresses: string[]): Lookup => {
  return async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
};

describe('an upstream on this machine or this network', () => {
  it.each([
    ['http://127.0.0.1', '127.0.0.1 is a loopback address'],
    ['http://127.1', '127.0.0.1 is a loopback address'],
    ['http://2130706433', '127.0.0.1 is a loopback address'],
    ['http://0x7f000001', '127.0.0.1 is a loopback address'],
    ['http://0x7f.0x0.0x0.0x1', '127.0.0.1 is a loopback address'],
    ['http://017700000001', '127.0.0.1 is a loopback address'],
    ['http://0177.0.0.1', '127.0.0.1 is a loopback address'],
    ['http://127.0.0.1.', '127.0.0.1 is a loopback address'],
    ['http://①②⑦.⓪.⓪.①', '127.0.0.1 is a loopback address'],
    ['http://%31%32%37.0.0.1', '127.0.0.1 is a loopback address'],
    ['http:\\\\127.0.0.1\\x', '127.0.0.1 is a loopback address'],
    ['http://0', '0.0.0.0 is an unspecified address'],
    ['http://0.0.0.0:8080', '0.0.0.0 is an unspecified address'],
    ['http://10.1.2.3', '10.1.2.3 is a private address'],
    ['http://0xa010203', '10.1.2.3 is a private address'],
    ['http://192.168.0.1', '192.168.0.1 is a private address'],
    ['http://172.20.0.1', '172.20.0.1 is a private address'],
    ['http://100.64.0.1', '100.64.0.1 is a shared (carrier-grade NAT) address'],
    ['http://169.254.169.254/latest/meta-data', '169.254.169.254 is a link-local address'],
    ['http://2852039166', '169.254.169.254 is a link-local address'],
    ['http://0xa9fea9fe', '169.254.169.254 is a link-local address'],
    ['http://100.100.100.200', '100.100.100.200 is a cloud metadata address'],
    ['http://168.63.129.16', '168.63.129.16 is a cloud metadata address'],
    ['http://[::1]', '::1 is a loopback address'],
    ['http://[::]', ':: is an unspecified address'],
    ['http://[::ffff:127.0.0.1]', '::ffff:7f00:1 is an IPv4-mapped IPv6 address'],
    ['http://[::ffff:7f00:1]', '::ffff:7f00:1 is an IPv4-mapped IPv6 address'],
    ['http://[0:0:0:0:0:ffff:a9fe:a9fe]', '::ffff:a9fe:a9fe is an IPv4-mapped IPv6 address'],
    ['http://[::127.0.0.1]', '::7f00:1 is an IPv4-compatible IPv6 address'],
    ['http://[64:ff9b::7f00:1]', '64:ff9b::7f00:1 is an IPv6 address that embeds an IPv4 address (NAT64)'],
    ['http://[2002:7f00:1::]', '2002:7f00:1:: is an IPv6 address that embeds an IPv4 address (6to4)'],
    ['http://[fd00:ec2::254]', 'fd00:ec2::254 is a cloud metadata address'],
    ['http://[fe80::1]', 'fe80::1 is a link-local address'],
    ['http://[fc00::1]', 'fc00::1 is a private (unique local) address'],
    ['https://127.0.0.1', '127.0.0.1 is a loopback address'],
    ['https://[::1]:8443', '::1 is a loopback address'],
  ])('is refused as %s', async (url, reason) => {
    const failure = await failureOf(url);
    expect(failure?.code).toBe('refused_address');
    expect(failure?.message).toContain(reason);
  });

  it.each(['localhost', 'LOCALHOST', 'localhost.', 'app.localhost'])('is refused as the name %s', async (name) => {
    const failure = await failureOf(`http://${name}:1/`, { lookup: answers('127.0.0.1') });
    expect(failure).toEqual({
      code: 'refused_address',
      message: `${name.toLowerCase()} resolves to 127.0.0.1 is a loopback address; to allow it, list its range in WEIR_PRIVATE_UPSTREAMS`,
    });
  });

  it.each(['127.0.0.1', '10.0.0.1', '::1', '::ffff:10.0.0.1', '169.254.169.254', 'fd00:ec2::254'])(
    'is refused when a public name resolves to %s',
    async (address) => {
      expect((await failureOf('http://metadata.google.internal', { lookup: answers(address) }))?.code).toBe(
        'refused_address',
      );
    },
  );

  it('is refused when it hides among public addresses', async () => {
    const lookup = answers('93.184.215.14', '10.0.0.1');
    expect((await failureOf('http://mixed.example', { lookup }))?.message).toContain('10.0.0.1 is a private address');
  });

  it('is refused for cloud metadata even where everything private is opened', async () => {
    const privateUpstreams = ['0.0.0.0/0', '::/0'];
    for (const host of ['169.254.169.254', '100.100.100.200', '168.63.129.16', '[fd00:ec2::254]', '0xa9fea9fe']) {
      const failure = await failureOf(`http://${host}/`, { privateUpstreams });
      expect(failure).toMatchObject({ code: 'refused_address', message: expect.stringContaining('never allowed') });
    }
    const lookup = answers('169.254.169.254');
    expect((await failureOf('http://metadata.google.internal', { privateUpstreams, lookup }))?.code).toBe(
      'refused_address',
    );
  });
});

describe('a URL', () => {
  it.each([
    ['ftp://example.com/x', 'the scheme "ftp" is not allowed'],
    ['file:///etc/passwd', 'the scheme "file" is not allowed'],
    ['gopher://127.0.0.1:6379/_x', 'the scheme "gopher" is not allowed'],
    ['unix:/var/run/docker.sock', 'the scheme "unix" is not allowed'],
    ['javascript:alert(1)', 'the scheme "javascript" is not allowed'],
    ['http://user:canary@example.com', 'the URL carries credentials'],
    ['http://canary@example.com', 'the URL carries credentials'],
    ['http://example.com#@127.0.0.1:99999', 'resolves to'],
    ['http://999.1.1.1', 'not a URL'],
    ['http://[::1', 'not a URL'],
    ['not a url', 'not a URL'],
    ['', 'not a URL'],
  ])('%s is refused with the reason', async (url, reason) => {
    const failure = await failureOf(url, { lookup: answers('10.0.0.1') });
    expect(failure?.code).toBe('refused_address');
    expect(failure?.message).toContain(reason);
    expect(failure?.message).not.toContain('canary');
  });
});

describe('DNS rebinding', () => {
  it('has no second answer to give: a name is resolved once a connection, and that address is connected to', async () => {
    const server = await serveHttp((request, response) => {
      response.setHeader('connection', 'close');
      response.end(request.headers.host);
    });
    cleanups.push(server.stop);
    let lookups = 0;
    const lookup: Lookup = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? '127.0.0.1' : '169.254.169.254', family: 4 }];
    };
    const egress = createEgress({ privateUpstreams: ['127.0.0.1'], lookup });
    cleanups.push(() => egress.close());
    const url = `http://rebind.example:${server.port}/`;
    const first = await exchange(egress, { url }).heard;
    expect([first.status, Buffer.concat(first.chunks).toString()]).toEqual([200, `rebind.example:${server.port}`]);
    expect(lookups).toBe(1);
    // The first connection was closed by the upstream, so a new one is made, and checked anew.
    const second = await exchange(egress, { url }).heard;
    expect(second.failure?.code).toBe('refused_address');
    expect(lookups).toBe(2);
  });
});

it('offers the name, not the address, to a TLS upstream (SNI)', async () => {
  const names: string[] = [];
  const server = createServer({
    SNICallback: (name, callback) => {
      names.push(name);
      callback(new Error('no certificate here'));
    },
  }).on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const url = `https://tls.example:${port}/`;
  const failure = await failureOf(url, { lookup: answers('127.0.0.1'), privateUpstreams: ['127.0.0.0/8'] });
  expect(failure?.code).toBe('network');
  expect(names).toEqual(['tls.example']);
});

it('says when a name is not known', async () => {
  const lookup = () => Promise.reject(Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' }));
  expect(await failureOf('http://nowhere.example', { lookup })).toEqual({
    code: 'network',
    message: 'http://nowhere.example: the host name is not known (ENOTFOUND)',
  });
});
