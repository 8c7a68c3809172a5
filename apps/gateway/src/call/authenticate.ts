import type { Access } from '@weir/access/create-access';
import type { Grant } from '@weir/access/grant';
import { WeirError } from '@weir/protocol/errors';
import type { Exchange } from '../exchange.ts';

function bearer(exchange: Exchange): string | undefined {
  const authorization = exchange.header('authorization');
  return authorization?.slice(0, 7).toLowerCase() === 'bearer ' ? authorization.slice(7).trim() : undefined;
}

/** The secret that the caller presents; among several, one of Weir's. Throws missing_key. */
export function presentedKey(exchange: Exchange): string {
  const token = bearer(exchange);
  if (token?.startsWith('weir_')) return token;
  const header = exchange.header('x-api-key') ?? exchange.header('x-goog-api-key');
  const key = header?.startsWith('weir_') ? header : (token ?? header);
  if (key !== undefined && key !== '') return key;
  const message = 'Send your gateway key as "Authorization: Bearer", "x-api-key" or "x-goog-api-key".';
  throw new WeirError('missing_key', message);
}

/** Step 2: who the caller is and what its project may, from memory where it is known. Throws as Access does. */
export function authenticate(access: Access, exchange: Exchange): Grant | Promise<Grant> {
  return access.authenticate(presentedKey(exchange));
}
