import { isIP } from 'node:net';

/** The name in a Host header or a URL, without port and brackets. */
function nameOf(host: string): string | undefined {
  return URL.parse(`http://${host}`)
    ?.hostname.replace(/^\[|\]$/g, '')
    .toLowerCase();
}

function isLocalName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost');
}

function isLoopback(name: string): boolean {
  return isLocalName(name) || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name);
}

/**
 * True when a request with this Host header is for us. An instance for its own machine answers to addresses and to
 * `localhost` alone: a page elsewhere can let a name of its own stand for 127.0.0.1, and its browser then takes us for the
 * same origin. An instance with a name is reached as its operator set things up.
 */
export function isOwnHost(host: string | undefined, publicUrl: string): boolean {
  const ours = new URL(publicUrl).hostname.replace(/^\[|\]$/g, '');
  if (host === undefined || !isLoopback(ours)) return true;
  const name = nameOf(host);
  return name !== undefined && (isIP(name) !== 0 || isLocalName(name));
}
