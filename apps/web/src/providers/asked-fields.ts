import type { Provider } from './provider-picker.tsx';

export type CredentialForm = Provider['credentialForms'][number];
export type CredentialField = CredentialForm['fields'][number];
export type SettingField = Provider['settings'][number];

/** What says who calls, and where; as it stands in a form. */
export type CredentialValues = {
  /** The id of a credential form. */
  form: string;
  credential: Record<string, string>;
  settings: Record<string, string>;
  baseUrl: string;
};

type Asked = Pick<CredentialField, 'label' | 'required' | 'pattern'>;

/** What a field must be, checked before it is sent; the server says the same. */
export function fieldRules({ label, required, pattern }: Asked) {
  const whole = new RegExp(`^(?:${pattern.source})$`);
  return {
    validate(value: string | undefined): string | true {
      const given = (value ?? '').trim();
      if (given === '') return !required || `${label} must be given.`;
      return whole.test(given) || `${label} ${pattern.words}.`;
    },
  };
}

/** The form of this id, else the usual one. */
export function formOf(provider: Provider, id: string): CredentialForm | undefined {
  return provider.credentialForms.find((form) => form.id === id) ?? provider.credentialForms[0];
}

function trimmed(names: readonly string[], values: Readonly<Record<string, string>>): [string, string][] {
  return names.map((name) => [name, values[name]?.trim() ?? '']);
}

type Request = {
  credential?: Record<string, string>;
  settings?: Record<string, string>;
  baseUrl?: string;
};

/** What of a form is sent: the parts of the chosen credential that were filled in, and all settings, so that one can be emptied. */
export function toRequest(provider: Provider, values: CredentialValues): Request {
  const form = formOf(provider, values.form);
  const names = form?.fields.map(({ name }) => name) ?? [];
  const parts = trimmed(names, values.credential).filter(([, value]) => value !== '');
  const settings = trimmed(
    provider.settings.map(({ name }) => name),
    values.settings,
  );
  const baseUrl = values.baseUrl.trim();
  return {
    ...(form === undefined || parts.length === 0
      ? {}
      : { credential: { form: form.id, ...Object.fromEntries(parts) } }),
    ...(settings.length === 0 ? {} : { settings: Object.fromEntries(settings) }),
    ...(baseUrl === '' ? {} : { baseUrl }),
  };
}

/** The fields that a refusal may be about, by the names that the server has for them. */
export function refusableFields(provider: Provider) {
  const credential = provider.credentialForms.flatMap(({ fields }) =>
    fields.map(({ name }) => `credential.${name}` as const),
  );
  const settings = provider.settings.map(({ name }) => `settings.${name}` as const);
  return [...new Set([...credential, ...settings, 'baseUrl' as const])];
}

/** What a pasted service account key says of itself; undefined where it is none. */
export function readServiceAccount(
  json: string,
): { readonly email: string; readonly project: string | undefined } | undefined {
  const email = textIn(json, 'client_email');
  if (email === undefined || textIn(json, 'private_key') === undefined) return undefined;
  return { email, project: textIn(json, 'project_id') };
}

/** The text under `key` of a JSON object. */
export function textIn(json: string, key: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(json);
    const object = typeof parsed === 'object' && parsed !== null ? parsed : {};
    const value: unknown = new Map(Object.entries(object)).get(key);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}
