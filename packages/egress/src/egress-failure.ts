import type { EgressError, EgressErrorCode } from './egress.ts';
import { RefusedAddressError } from './guarded-connector.ts';

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

const cut = 'the upstream closed the connection before its answer ended';

const plainWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be resolved',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  UND_ERR_SOCKET: cut,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: cut,
  UND_ERR_HEADERS_OVERFLOW: 'the head of the answer is too large',
};

/** What llhttp says of a message whose end never came; undici passes its words on without a code. */
const isCut = (error: unknown) => error instanceof Error && error.message.includes('Invalid EOF state');

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ETIMEDOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** An error of undici, of the sockets or of the guard in the terms of EgressError; `origin` says who it was about. */
export function toEgressError(error: unknown, origin: string): EgressError {
  if (error instanceof RefusedAddressError) return { code: 'refused_address', message: error.message };
  const code = codeOf(error);
  if (timeouts.has(code)) return { code: 'timeout', message: `${origin}: the connection timed out` };
  const said = error instanceof Error ? error.message : String(error);
  const words = isCut(error) ? cut : (plainWords[code] ?? said);
  return { code: 'network', message: `${origin}: ${words}${code === '' ? '' : ` (${code})`}` };
}

/** An EgressError that can be thrown. */
export class EgressFailure extends Error {
  readonly code: EgressErrorCode;

  constructor(error: EgressError) {
    super(error.message);
    this.name = 'EgressFailure';
    this.code = error.code;
  }
}
