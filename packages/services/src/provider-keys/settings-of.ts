import type { Provider } from '@weir/providers/provider';
import { checkSettings } from '@weir/providers/shared/check-fields';
import { z } from 'zod';
import { ServiceError } from '../service-error.ts';

type Settings = Readonly<Record<string, string>>;

const storedSettings = z.record(z.string(), z.string());

/** Beside the settings stands by which form the secret was given: no setting has a dot in its name. */
const formKey = 'credential.form';

type Stored = { readonly settings: unknown };

/** The settings of a stored provider key. */
export function readSettings({ settings }: Stored): Record<string, string> {
  const { [formKey]: _, ...own } = storedSettings.parse(settings);
  return own;
}

/** The id of the credential form that a stored secret was given by; null where there is none or it is not known. */
export function readForm({ settings }: Stored): string | null {
  return storedSettings.parse(settings)[formKey] ?? null;
}

/** Settings as they are stored, with the form of the secret beside them. */
export function toStoredSettings(settings: Settings, formId: string | undefined): Record<string, string> {
  return formId === undefined ? { ...settings } : { ...settings, [formKey]: formId };
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
