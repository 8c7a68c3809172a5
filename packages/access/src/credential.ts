import { WeirError } from '@weir/protocol/errors';
import type { Grant } from './grant.ts';
import { open, type Vault } from './seal.ts';

/**
 * The secret of a provider key, opened for one Attempt; do not keep it. Undefined when the key takes none, is not the
 * project's, is disabled, or is on trial and the principal is not pinned to it. Throws WeirError `internal` when it
 * cannot be opened: another master key, or a changed value.
 */
export function openCredential(vault: Vault, grant: Grant, providerKeyId: string): string | undefined {
  const { config, principal } = grant;
  const key = config.providerKeys.find((each) => each.id === providerKeyId);
  if (key?.sealedSecret === undefined) return undefined;
  const isPinned = principal.providerKeyId === key.id;
  if (principal.providerKeyId !== undefined && !isPinned) return undefined;
  if (key.status === 'disabled' || (key.status === 'trial' && !isPinned)) return undefined;
  const scope = { organizationId: config.organizationId, rowId: key.id, sealedDataKey: config.sealedDataKey };
  try {
    return open(vault, scope, key.sealedSecret);
  } catch (cause) {
    throw new WeirError('internal', 'The provider key cannot be opened with the master key of this gateway.', {
      cause,
    });
  }
}
