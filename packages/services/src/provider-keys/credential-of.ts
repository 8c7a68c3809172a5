import { readServiceAccount, tokenUriRefusal } from '@weir/access/service-account';
import type { CredentialField } from '@weir/providers/asked-field';
import type { CredentialForm, Provider } from '@weir/providers/provider';
import { checkCredential, settingsIn } from '@weir/providers/shared/check-fields';
import { formsOf, isPlain, writeCredential } from '@weir/providers/shared/credential';
import { ServiceError } from '../service-error.ts';
import type { Services } from '../services.ts';

/** A credential as it is given: one secret of the provider's usual form, or the fields of a form, `form` among them. */
export type GivenCredential = {
  readonly secret?: string | undefined;
  readonly credential?: Readonly<Record<string, string>> | undefined;
};

/** What is to be sealed, what of it may be shown, and what it says of the settings. */
export type CheckedCredential = {
  readonly text: string;
  /** The id of the form that it was given by. */
  readonly formId: string;
  readonly lastFour: string | null;
  readonly filled: Readonly<Record<string, string>>;
};

type Values = Readonly<Record<string, string>>;
type Asking = Pick<Provider, 'id' | 'auth' | 'credentialForms'>;

const shownFrom = 12;

/** The last four characters; null where they would give away too much of a short secret. */
function lastFourOf(secret: string | undefined): string | null {
  return secret === undefined || secret.length < shownFrom ? null : secret.slice(-4);
}

function refuse(field: string, reason: string): never {
  throw new ServiceError('invalid', `${field}: ${reason}.`, { field });
}

function formNamed(provider: Asking, id: string | undefined): CredentialForm {
  const forms = formsOf(provider);
  const form = id === undefined && forms.length === 1 ? forms[0] : forms.find((each) => each.id === id);
  return form ?? refuse('credential.form', `must be one of ${forms.map((each) => each.id).join(', ')}`);
}

function checkFormat(
  services: Pick<Services, 'privateUpstreams'>,
  field: CredentialField,
  value: string | undefined,
): void {
  if (field.format === undefined || value === undefined) return;
  try {
    const refusal = tokenUriRefusal(readServiceAccount(value).tokenUri, services.privateUpstreams);
    if (refusal !== undefined) throw new Error(refusal);
  } catch (error) {
    refuse(`credential.${field.name}`, error instanceof Error ? error.message : 'cannot be read');
  }
}

/** Of a service account, Google's console shows the id of the key; the end of its file says nothing. */
function tellingOf(form: CredentialForm, values: Values): string | null {
  const field = form.fields.find(({ secret, required }) => secret && required);
  const value = values[field?.name ?? ''];
  if (field?.format === undefined || value === undefined) return lastFourOf(value);
  return lastFourOf(settingsIn([{ ...field, fills: { id: 'private_key_id' } }], values)['id']);
}

type Asked = { readonly form: CredentialForm; readonly values: Values; readonly at: (field: string) => string };

/** A bare secret is for the one field of the usual form. */
function askedOf(provider: Asking, { secret, credential }: GivenCredential): Asked | undefined {
  if (secret !== undefined && credential !== undefined)
    refuse('credential', 'is given besides secret; give one of them');
  if (credential !== undefined) {
    const { form: id, ...values } = credential;
    return { form: formNamed(provider, id), values, at: (field) => `credential.${field}` };
  }
  if (secret === undefined) return undefined;
  const [form] = formsOf(provider);
  if (form === undefined || !isPlain(provider, form))
    refuse('secret', `must be given as credential for ${provider.id}`);
  return { form, values: { [form.fields[0]?.name ?? '']: secret }, at: () => 'secret' };
}

/** What is given, checked against its form; undefined where nothing is. Throws `invalid` naming the field. */
export function credentialOf(
  services: Pick<Services, 'privateUpstreams'>,
  provider: Asking,
  given: GivenCredential,
): CheckedCredential | undefined {
  const asked = askedOf(provider, given);
  if (asked === undefined) return undefined;
  const { form, at } = asked;
  const checked = checkCredential(form, asked.values);
  if ('words' in checked) refuse(at(checked.field), checked.words);
  const { values } = checked;
  for (const field of form.fields) checkFormat(services, field, values[field.name]);
  return {
    text: writeCredential(provider, form, values),
    formId: form.id,
    lastFour: tellingOf(form, values),
    filled: settingsIn(form.fields, values),
  };
}
