import { BlockList, isIP } from 'node:net';

/** The header that `main.ts` puts the client's address into; what a client sends under this name is overwritten. */
export const addressHeader = 'x-weir-address';

const unmapped = (address: string) => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/** A set of networks, of CIDR ranges or single addresses. Throws on text that is neither. */
export function networksOf(ranges: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    const family = isIP(address);
    if (family === 0) throw new TypeError(`${range} is no address and no CIDR range.`);
    const type = family === 6 ? 'ipv6' : 'ipv4';
    networks.addSubnet(address, prefix === undefined ? (family === 6 ? 128 : 32) : Number(prefix), type);
  }
  return networks;
}

function contains(networks: BlockList, address: string): boolean {
  const family = isIP(address);
  return family !== 0 && networks.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Who the client is: the socket's address or, as far as trusted proxies stand in front, the last address in
 * `forwardedFor` that is not a trusted proxy. What an untrusted peer claims is not believed.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trusted: BlockList,
): string {
  const hops = (forwardedFor ?? '').split(',').map((hop) => unmapped(hop.trim()));
  let address = unmapped(socketAddress ?? '');
  while (contains(trusted, address)) {
    const hop = hops.pop();
    if (hop === undefined || isIP(hop) === 0) break;
    address = hop;
  }
  return address === '' ? 'unknown' : address;
}
