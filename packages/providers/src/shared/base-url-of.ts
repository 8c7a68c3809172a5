import type { Settings } from '../asked-field.ts';
import type { Provider } from '../provider.ts';

type Addressed = Pick<Provider, 'baseUrl' | 'settings' | 'baseUrlOf'>;
type KeyAddress = { readonly baseUrl?: string | undefined; readonly settings?: Settings | undefined };

/**
 * Where a provider key's requests go: its own base URL, else the one that its settings make, else the provider's.
 * Undefined where none of them says so. `settings` must have been checked when they were stored.
 */
export function baseUrlOf(provider: Addressed, key: KeyAddress | undefined): string | undefined {
  if (key?.baseUrl !== undefined) return key.baseUrl;
  if (provider.baseUrlOf === undefined) return provider.baseUrl;
  const settings = key?.settings ?? {};
  const isWhole = (provider.settings ?? []).every(({ name, required }) => !required || settings[name] !== undefined);
  return isWhole ? provider.baseUrlOf(settings) : undefined;
}
