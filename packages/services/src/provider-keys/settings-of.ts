import type { Provider } from '@weir/providers/provider';
import { checkSettings } from '@weir/providers/shared/check-fields';
import { z } from 'zod';
import { ServiceError } from '../service-error.ts';

type Settings = Readonly<Record<string, string>>;

const storedSettings = z.record(z.string(), z.string());

/** The settings of a stored provider key. */
export function readSettings({ settings }: { readonly settings: unknown }): Record<string, string> {
  return storedSettings.parse(settings);
}

/**
 * The settings of a provider key, each checked against its strict pattern, because they become parts of URLs; what is
 * not given comes from the credential (`filled`), then from the provider. Throws `invalid` naming the field.
 */
export function settingsOf(
  provider: Pick<Provider, 'settings'>,
  from: { readonly given: Settings; readonly filled: Settings; readonly hasBaseUrl: boolean },
): Record<string, string> {
  const checked = checkSettings(provider, from);
  if ('values' in checked) return { ...checked.values };
  const field = `settings.${checked.field}`;
  throw new ServiceError('invalid', `${field}: ${checked.words}.`, { field });
}

/** Settings as an audit line has them: `region=eu-west-1`. */
export function settingsInAudit(settings: Settings): readonly string[] {
  return Object.entries(settings).map(([name, value]) => `${name}=${value}`);
}
