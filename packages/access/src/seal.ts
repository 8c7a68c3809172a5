import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { deriveKey, type MasterKey } from './master-key.ts';
import { decrypt, encrypt } from './sealed-bytes.ts';

/**
 * Envelope encryption. A data key per organization is wrapped with the master key (`v1.<master key id>.<base64url>`),
 * values are sealed with the data key (`v1.<base64url>`), both AES-256-GCM. A value opens only for the organization and
 * the row that it was sealed for.
 */
export type SealScope = {
  readonly organizationId: string;
  /** The id of the row that the value stands in. */
  readonly rowId: string;
  /** The organization's wrapped data key. */
  readonly sealedDataKey: string;
};

/** Unwraps data keys and keeps the last used ones in memory. */
export type Vault = { dataKey(scope: Omit<SealScope, 'rowId'>): KeyObject };

const version = 'v1';
const dataKeyBytes = 32;
const dataKeysMax = 10_000;

const wrapKey = (masterKey: MasterKey) => createSecretKey(deriveKey(masterKey, 'data-key'));
// Ids are uuids: no separator can occur inside them.
const wrapContext = (organizationId: string) => `weir data key|${organizationId}`;
const rowContext = (scope: SealScope) => `weir row|${scope.organizationId}|${scope.rowId}`;

function partsOf(text: string, count: number): string[] {
  const parts = text.split('.');
  if (parts[0] !== version || parts.length !== count) throw new Error('the sealed value has an unknown format');
  return parts;
}

/** A new data key for an organization, wrapped with the master key. */
export function createDataKey(masterKey: MasterKey, organizationId: string): string {
  const wrapped = encrypt(wrapKey(masterKey), wrapContext(organizationId), randomBytes(dataKeyBytes));
  return `${version}.${masterKey.id}.${wrapped.toString('base64url')}`;
}

function unwrap(masterKey: MasterKey, scope: Omit<SealScope, 'rowId'>): KeyObject {
  const [, keyId = '', wrapped = ''] = partsOf(scope.sealedDataKey, 3);
  if (keyId !== masterKey.id) {
    throw new Error(`the data key was wrapped with master key ${keyId}, this process has ${masterKey.id}`);
  }
  const bytes = decrypt(wrapKey(masterKey), wrapContext(scope.organizationId), Buffer.from(wrapped, 'base64url'));
  return createSecretKey(bytes);
}

/** A vault over one master key. `dataKey` throws when the wrapped key is another organization's or another master key's. */
export function createVault(masterKey: MasterKey): Vault {
  const keys = new Map<string, { readonly organizationId: string; readonly key: KeyObject }>();
  return {
    dataKey(scope) {
      const known = keys.get(scope.sealedDataKey);
      if (known?.organizationId === scope.organizationId) return known.key;
      const key = unwrap(masterKey, scope);
      if (keys.size >= dataKeysMax) keys.clear();
      keys.set(scope.sealedDataKey, { organizationId: scope.organizationId, key });
      return key;
    },
  };
}

/** `plaintext` sealed for one row of one organization. */
export function seal(vault: Vault, scope: SealScope, plaintext: string): string {
  const sealed = encrypt(vault.dataKey(scope), rowContext(scope), Buffer.from(plaintext));
  return `${version}.${sealed.toString('base64url')}`;
}

/** What was sealed. Throws when organization or row differ, or when a bit was changed. */
export function open(vault: Vault, scope: SealScope, sealed: string): string {
  const [, text = ''] = partsOf(sealed, 2);
  return decrypt(vault.dataKey(scope), rowContext(scope), Buffer.from(text, 'base64url')).toString();
}
