import type { InternalClaims } from '@weir/access/internal-token';
import { WeirError } from '@weir/protocol/errors';
import { presentedKey } from '../call/authenticate.ts';
import type { Exchange } from '../exchange.ts';
import type { Gateway } from '../gateway-deps.ts';
import { providerModels } from './provider-models.ts';

const providerModelsPath = /^\/internal\/provider-keys\/([0-9a-f-]{36})\/models$/;

/** What only this process knows, for the control plane. */
export type LiveState = { readonly draining: boolean; readonly open: number };

type Purpose = InternalClaims['purpose'];

/** The claims of the token, which must have been made for this. */
function claimsOf<P extends Purpose>(gateway: Gateway, exchange: Exchange, purpose: P) {
  const { deps } = gateway;
  const claims = deps.verifyInternal(presentedKey(exchange), deps.clock.now());
  if (claims === undefined) throw new WeirError('invalid_key', 'This endpoint takes internal tokens only.');
  if (!isFor(claims, purpose)) throw new WeirError('invalid_key', 'This internal token is for something else.');
  return claims;
}

function isFor<P extends Purpose>(
  claims: InternalClaims,
  purpose: P,
): claims is Extract<InternalClaims, { purpose: P }> {
  return claims.purpose === purpose;
}

async function modelsOfKey(gateway: Gateway, exchange: Exchange, providerKeyId: string): Promise<object> {
  if (claimsOf(gateway, exchange, 'trial').providerKeyId !== providerKeyId) {
    throw new WeirError('invalid_key', 'This internal token is for another provider key.');
  }
  const grant = await gateway.deps.access.authenticate(presentedKey(exchange));
  return providerModels(gateway, grant, providerKeyId);
}

/** The internal API: live state in every size, signed with the master key. Throws WeirError. */
export async function serveInternal(gateway: Gateway, exchange: Exchange, live: LiveState): Promise<object> {
  const providerKeyId = providerModelsPath.exec(exchange.path)?.[1];
  if (providerKeyId !== undefined) return modelsOfKey(gateway, exchange, providerKeyId);
  const { organizationId } = claimsOf(gateway, exchange, 'admin');
  const { deps } = gateway;
  switch (exchange.path) {
    case '/internal/health':
      return deps.health.report(organizationId);
    case '/internal/ledger':
      return { ...deps.spool.stats(), shipping: deps.shipping() };
    case '/internal/status':
      return { ...live, access: deps.access.status(), spool: deps.spool.stats(), shipping: deps.shipping() };
    default:
      throw new WeirError('unknown_endpoint', `There is nothing at ${exchange.path}.`);
  }
}
