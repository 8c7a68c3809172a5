import { networkInterfaces } from 'node:os';

/** A base URL that must never be connected to, and the reason that its refusal has to give. */
export type HostileUrl = { readonly url: string; readonly reason: RegExp };

type Hosts = readonly (readonly [host: string, reason: RegExp])[];

const loopback: Hosts = [
  ...['127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '127.0.0.1.', '2130706433', '0177.0.0.1', '017700000001'],
  ...['0x7f000001', '0x7f.1', '0X7F.0.0x1', '127.0.0.%31', '①②⑦.⓪.⓪.①', '127。0。0。1', '[::1]', '[0:0:0:0:0:0:0:1]'],
  ...['localhost', 'LocalHost'],
].map((host) => [host, /loopback/] as const);

const unspecified: Hosts = ['0.0.0.0', '0', '0x0', '[::]', '0.1.2.3'].map((host) => [host, /unspecified/] as const);

const embedding: Hosts = [
  ['[::ffff:127.0.0.1]', /IPv4-mapped/],
  ['[::ffff:7f00:1]', /IPv4-mapped/],
  ['[::ffff:8.8.8.8]', /IPv4-mapped/],
  ['[::127.0.0.1]', /IPv4-compatible/],
  ['[::ffff:0:7f00:1]', /IPv4-translated/],
  ['[64:ff9b::7f00:1]', /NAT64/],
  ['[64:ff9b::127.0.0.1]', /NAT64/],
  ['[2002:7f00:1::]', /6to4/],
  ['[2002:a9fe:a9fe::1]', /6to4/],
  ['[2001:0:4136:e378:8000:63bf:3fff:fdd2]', /Teredo/],
];

const privates: Hosts = [
  ['10.0.0.1', /private/],
  ['172.16.0.1', /private/],
  ['192.168.1.1', /private/],
  ['3232235777', /private/],
  ['100.64.0.1', /shared/],
  ['198.18.0.1', /reserved/],
  ['192.0.2.1', /reserved/],
  ['[fc00::1]', /private/],
  ['[fe80::1]', /link-local/],
  ['224.0.0.1', /multicast/],
  ['255.255.255.255', /broadcast/],
];

/** Refused whatever the operator has opened. */
const metadata: Hosts = [
  ...['169.254.169.254', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518', '0xa9.0xfe.0xa9.0xfe'],
  ...['169.254.170.2', '169.254.170.23', '①⑥⑨.②⑤④.①⑥⑨.②⑤④', '169.254.169.254.'],
].map((host) => [host, /link-local address, where clouds serve machine credentials; it is never allowed/] as const);
const metadataElsewhere: Hosts = ['[fd00:ec2::254]', '[fd20:ce::254]', '100.100.100.200', '168.63.129.16'].map(
  (host) => [host, /cloud metadata address; it is never allowed/] as const,
);
const metadataInside: Hosts = [
  ['[::ffff:169.254.169.254]', /IPv4-mapped IPv6 address; it is never allowed/],
  ['[::ffff:a9fe:a9fe]', /IPv4-mapped IPv6 address; it is never allowed/],
  ['[2002:a9fe:a9fe::]', /6to4\); it is never allowed/],
];

const at = (port: number, hosts: Hosts): HostileUrl[] =>
  hosts.map(([host, reason]) => ({ url: `http://${host}:${port}/v1`, reason }));

/** Addresses of this machine that others can reach it by. */
function ownAddresses(): Hosts {
  const own = Object.values(networkInterfaces()).flatMap((addresses = []) => addresses);
  const global = own.filter(({ internal, scopeid }) => !internal && (scopeid ?? 0) === 0);
  const inside = global.filter(({ address }) =>
    /^(10|127|192\.168|192\.0\.2|172\.(1[6-9]|2\d|3[01]))\.|^f[cd]/.test(address),
  );
  return inside.map(
    ({ address, family }) => [family === 'IPv6' ? `[${address}]` : address, /private|reserved/] as const,
  );
}

/** Forms that are refused for what they are, before any address is looked at. */
const malformed = (port: number): HostileUrl[] => [
  { url: `http://good.example@127.0.0.1:${port}/v1`, reason: /carries credentials/ },
  { url: `http://good.example:secret@127.0.0.1:${port}/v1`, reason: /carries credentials/ },
  { url: `http://127.0.0.1:${port}@good.example/v1`, reason: /carries credentials/ },
  { url: `http://good.example%40127.0.0.1:${port}/v1`, reason: /not a URL/ },
  { url: `http://[fe80::1%25eth0]:${port}/v1`, reason: /not a URL/ },
  { url: `http://127.0.0.1:${port}:80/v1`, reason: /not a URL/ },
  { url: 'file:///etc/passwd', reason: /scheme "file" is not allowed/ },
  { url: `ftp://127.0.0.1:${port}/v1`, reason: /scheme "ftp" is not allowed/ },
  { url: `gopher://127.0.0.1:${port}/_GET`, reason: /scheme "gopher" is not allowed/ },
  { url: `ws://127.0.0.1:${port}/v1`, reason: /scheme "ws" is not allowed/ },
  { url: `unix:/var/run/docker.sock`, reason: /scheme "unix" is not allowed/ },
  { url: 'data:application/json,{}', reason: /scheme "data" is not allowed/ },
  { url: 'javascript:fetch(1)', reason: /scheme "javascript" is not allowed/ },
];

/** Refused while nothing private is opened. `names` are host names that resolve to a loopback or metadata address. */
export function hostileUrls(port: number, names: readonly string[]): HostileUrl[] {
  const named = names.map((name) => [name, /is an? (loopback|link-local|IPv4-mapped|private)/] as const);
  const hosts = [...loopback, ...unspecified, ...embedding, ...privates, ...metadataHosts, ...ownAddresses(), ...named];
  return [...at(port, hosts), ...malformed(port)];
}

const metadataHosts: Hosts = [...metadata, ...metadataElsewhere, ...metadataInside];

/** Refused even where every range is opened. */
export function metadataUrls(port: number): HostileUrl[] {
  return at(port, metadataHosts);
}
