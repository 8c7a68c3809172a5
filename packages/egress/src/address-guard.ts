import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = readonly [Address, number];

/** Why an address may not be connected to, with the remedy where there is one; undefined when it may. */
export type AddressGuard = (address: string) => string | undefined;

/** Cloud metadata and credential services that stand outside the link-local range (which is refused as a whole). */
const metadataAddresses = [
  '100.100.100.200',
  '168.63.129.16',
  '192.0.0.192',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
  'fd00:42::42',
  'fd00:a9fe:a9fe::254',
].map((address) => ipaddr.parse(address));

/** ipaddr.js's names of ranges that an operator may open, in words. All others but `unicast` are never opened. */
const openable: Readonly<Record<string, string>> = {
  loopback: 'a loopback address',
  private: 'a private address',
  uniqueLocal: 'a private (unique local) address',
  carrierGradeNat: 'a shared (carrier-grade NAT) address',
  reserved: 'a reserved address',
  benchmarking: 'a reserved (benchmarking) address',
  rfc6052: 'an IPv6 address that embeds an IPv4 address (NAT64)',
};

const never: Readonly<Record<string, string>> = {
  linkLocal: 'a link-local address, where clouds serve machine credentials',
  unspecified: 'an unspecified address',
  broadcast: 'the broadcast address',
  multicast: 'a multicast address',
  ipv4Mapped: 'an IPv4-mapped IPv6 address',
  ipv4Compatible: 'an IPv4-compatible IPv6 address',
  rfc6145: 'an IPv4-translated IPv6 address',
  '6to4': 'an IPv6 address that embeds an IPv4 address (6to4)',
  teredo: 'an IPv6 address that embeds an IPv4 address (Teredo)',
  unroutable: 'outside the global unicast range',
};

const ipv4Compatible: Range = [ipaddr.parse('::'), 96];
const globalUnicast: Range = [ipaddr.parse('2000::'), 3];

function isWithin(address: Address, [base, bits]: Range): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}

function rangeOf(address: Address): string {
  const range = address.range();
  if (range !== 'unicast' || address.kind() === 'ipv4') return range;
  if (isWithin(address, ipv4Compatible)) return 'ipv4Compatible';
  return isWithin(address, globalUnicast) ? range : 'unroutable';
}

/** The IPv4 address in the last 32 bits, where NAT64 (RFC 6052, /96) has it. */
function embedded(address: Address): string {
  return ipaddr.fromByteArray(address.toByteArray().slice(-4)).toString();
}

function parseRange(text: string): Range {
  const [base = '', bits] = text.split('/');
  // `isIP` first: ipaddr.js also takes the short and octal forms of inet_aton.
  if (isIP(base) === 0 || (bits !== undefined && !ipaddr.isValidCIDR(text))) {
    throw new Error(`WEIR_PRIVATE_UPSTREAMS: "${text}" is not a CIDR range such as 10.0.0.0/8 or fd00::/8`);
  }
  return ipaddr.parseCIDR(bits === undefined ? `${base}/${isIP(base) === 4 ? 32 : 128}` : text);
}

function isMetadata(address: Address): boolean {
  return metadataAddresses.some((known) => known.toString() === address.toString());
}

/**
 * A guard that lets public unicast addresses through, and of the private ones those in `privateUpstreams` (CIDR ranges
 * or single addresses; throws for anything else). Link-local and cloud metadata addresses never pass, nor does any form
 * that embeds them. Ranges: the IANA special-purpose registries, as ipaddr.js has them.
 */
export function createAddressGuard(privateUpstreams: readonly string[]): AddressGuard {
  const open = privateUpstreams.map((text) => parseRange(text.trim()));
  const guard: AddressGuard = (text) => {
    if (isIP(text) === 0) return `${text} is not an IP address`;
    const address = ipaddr.parse(text);
    if (isMetadata(address)) return `${text} is a cloud metadata address; it is never allowed`;
    const range = rangeOf(address);
    if (range === 'unicast') return undefined;
    const what = openable[range];
    if (what === undefined)
      return `${text} is ${never[range] ?? `in the special range "${range}"`}; it is never allowed`;
    if (!open.some((each) => isWithin(address, each))) {
      return `${text} is ${what}; to allow it, list its range in WEIR_PRIVATE_UPSTREAMS`;
    }
    return range === 'rfc6052' ? guard(embedded(address)) : undefined;
  };
  return guard;
}

/** Why `address` may not be connected to, given the opened ranges; undefined when it may. See `createAddressGuard`. */
export function refusalOf(address: string, privateUpstreams: readonly string[]): string | undefined {
  return createAddressGuard(privateUpstreams)(address);
}
