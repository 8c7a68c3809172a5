import type { Auth, CredentialForm, Provider } from '../provider.ts';
import { apiKey } from './credential-forms.ts';

type Values = Readonly<Record<string, string>>;

/** A credential as it is used: what its form says of it, and its values by field. */
export type Credential = { readonly auth: Auth; readonly values: Values };

type Asking = Pick<Provider, 'auth' | 'credentialForms'>;

/** What every sealed credential of more than one value begins with. */
const envelope = '{"form":';

/** The ways to sign in at a provider, the usual one first; none where it takes no credential. */
export function formsOf({ auth, credentialForms }: Asking): readonly CredentialForm[] {
  if (credentialForms !== undefined) return credentialForms;
  return auth.kind === 'none' ? [] : [{ ...apiKey('Secret'), auth }];
}

/** The one value of a provider's usual form is kept as it is; true where that is what `form` has. */
export function isPlain(provider: Asking, form: CredentialForm): boolean {
  const [field, second] = form.fields;
  return form.id === formsOf(provider)[0]?.id && second === undefined && field?.multiline !== true;
}

/** The text to be sealed for `values` of `form`; read again by readCredential. */
export function writeCredential(provider: Asking, form: CredentialForm, values: Values): string {
  const plain = isPlain(provider, form) ? values[form.fields[0]?.name ?? ''] : undefined;
  return plain === undefined || plain.startsWith(envelope) ? JSON.stringify({ form: form.id, ...values }) : plain;
}

function opened(text: string): Values | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    return Object.fromEntries(Object.entries(parsed).filter(([, value]) => typeof value === 'string'));
  } catch {
    return undefined;
  }
}

/** What writeCredential wrote; also the bare key that a provider took before it had forms. Undefined where no form fits. */
export function readCredential(provider: Asking, text: string): Credential | undefined {
  const forms = formsOf(provider);
  const parts = text.startsWith(envelope) ? opened(text) : undefined;
  if (parts === undefined) {
    const [form] = forms;
    return form === undefined ? undefined : { auth: form.auth, values: { [form.fields[0]?.name ?? '']: text } };
  }
  const { form: id, ...values } = parts;
  const form = forms.find((each) => each.id === id);
  return form === undefined ? undefined : { auth: form.auth, values };
}
