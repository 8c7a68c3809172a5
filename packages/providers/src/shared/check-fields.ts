import type { AskedField, CredentialField, SettingField, Settings } from '../asked-field.ts';
import type { CredentialForm, Provider } from '../provider.ts';

/** What is wrong, and with which field. */
export type Fault = { readonly field: string; readonly words: string };

type Given = Readonly<Record<string, string>>;
type Checked = { readonly values: Given } | Fault;

/** Values without blanks around them; those that are empty count as not given. */
function trimmed(given: Given): Record<string, string> {
  const pairs = Object.entries(given).map(([name, value]): [string, string] => [name, value.trim()]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== ''));
}

function faultOf(field: AskedField, value: string | undefined): string | undefined {
  if (value === undefined) return field.required ? 'must be given' : undefined;
  return new RegExp(`^(?:${field.pattern.source})$`).test(value) ? undefined : field.pattern.words;
}

function check(fields: readonly AskedField[], values: Given): Fault | undefined {
  const stranger = Object.keys(values).find((name) => fields.every((field) => field.name !== name));
  if (stranger !== undefined) return { field: stranger, words: 'is not asked for by this provider' };
  for (const field of fields) {
    const words = faultOf(field, values[field.name]);
    if (words !== undefined) return { field: field.name, words };
  }
  return undefined;
}

/** The values of a credential, trimmed and checked against its form. */
export function checkCredential(form: CredentialForm, given: Given): Checked {
  const values = trimmed(given);
  return check(form.fields, values) ?? { values };
}

function textIn(json: string, key: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    const found = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {}).find(
      ([name]) => name === key,
    );
    return typeof found?.[1] === 'string' ? found[1] : undefined;
  } catch {
    return undefined;
  }
}

/** What the parts of a credential say of its settings: a service account names its project. */
export function settingsIn(fields: readonly CredentialField[], values: Given): Settings {
  const pairs = fields.flatMap(({ name, fills = {} }) =>
    Object.entries(fills).map(([setting, key]) => [setting, textIn(values[name] ?? '', key)] as const),
  );
  return Object.fromEntries(pairs.flatMap(([setting, text]) => (text === undefined ? [] : [[setting, text]])));
}

type SettingsGiven = { readonly given: Given; readonly filled: Settings; readonly hasBaseUrl: boolean };

function isAsked(field: SettingField, hasBaseUrl: boolean): SettingField {
  return hasBaseUrl && field.addressOnly === true ? { ...field, required: false } : field;
}

/**
 * The settings of a provider key, checked each against its strict pattern, because they become parts of URLs. What was
 * not given is taken from `filled`, then from the provider.
 */
export function checkSettings(
  { settings = [] }: Pick<Provider, 'settings'>,
  { given, filled, hasBaseUrl }: SettingsGiven,
): Checked {
  const initial = settings.flatMap(({ name, initial: value }) => (value === undefined ? [] : [[name, value]]));
  const known = Object.entries(filled).filter(([name]) => settings.some((field) => field.name === name));
  const values = { ...Object.fromEntries(initial), ...Object.fromEntries(known), ...trimmed(given) };
  const fault = check(
    settings.map((field) => isAsked(field, hasBaseUrl)),
    values,
  );
  return fault ?? { values };
}
