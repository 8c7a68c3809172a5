import { describe, expect, it } from 'vitest';
import {
  type CredentialField,
  fieldRules,
  formOf,
  readServiceAccount,
  refusableFields,
  toRequest,
} from './asked-fields.ts';
import type { Provider } from './provider-picker.tsx';

const pattern = { source: '[a-z0-9-]{1,20}', words: 'must be letters' };
const field = (name: string, over: Partial<CredentialField> = {}): CredentialField => ({
  name,
  label: name,
  required: true,
  placeholder: null,
  help: null,
  pattern,
  secret: true,
  multiline: false,
  format: null,
  fills: {},
  ...over,
});
const setting = { name: 'region', label: 'Region', required: true, placeholder: null, help: null, pattern };
const provider: Provider = {
  id: 'cloud',
  name: 'Cloud',
  baseUrl: null,
  needsKey: true,
  needsBaseUrl: false,
  keysUrl: null,
  credentialForms: [
    { id: 'api_key', label: 'API key', fields: [field('key')] },
    { id: 'pair', label: 'Key pair', fields: [field('id', { secret: false }), field('secret')] },
  ],
  settings: [{ ...setting, choices: ['a-1'], initial: 'a-1', addressOnly: false }],
};
const values = { form: '', credential: {}, settings: {}, baseUrl: '' };

describe('what is sent', () => {
  it('is the usual form where none was chosen', () => {
    expect(formOf(provider, '')?.id).toBe('api_key');
    const credential = { key: ' k-1 ', id: 'left over from another form' };
    expect(toRequest(provider, { ...values, credential })).toEqual({
      credential: { form: 'api_key', key: 'k-1' },
      settings: { region: '' },
    });
  });

  it('is the chosen form with what was filled in, and settings to the last', () => {
    const given = {
      form: 'pair',
      credential: { id: 'i', secret: 's', key: 'k' },
      settings: { region: ' b-2 ', colour: 'red' },
    };
    expect(toRequest(provider, { ...given, baseUrl: ' https://proxy ' })).toEqual({
      credential: { form: 'pair', id: 'i', secret: 's' },
      settings: { region: 'b-2' },
      baseUrl: 'https://proxy',
    });
    expect(toRequest({ ...provider, settings: [] }, values)).toEqual({});
  });

  it('can be refused at each of its fields', () => {
    expect(refusableFields(provider)).toEqual([
      'credential.key',
      'credential.id',
      'credential.secret',
      'settings.region',
      'baseUrl',
    ]);
  });
});

describe('a field', () => {
  it.each([
    ['', 'key must be given.'],
    [undefined, 'key must be given.'],
    [' a-1 ', true],
    ['a b', 'key must be letters.'],
    ['a-1/', 'key must be letters.'],
  ])('that holds %j is told: %s', (value, said) => {
    expect(fieldRules(field('key')).validate(value)).toBe(said);
  });

  it('may be empty where it is optional', () => {
    expect(fieldRules({ ...field('key'), required: false }).validate('')).toBe(true);
  });
});

describe('a pasted service account', () => {
  it('is recognised by whose it is', () => {
    const account = { client_email: 'a@p.iam.gserviceaccount.com', project_id: 'p', private_key: 'x' };
    expect(readServiceAccount(JSON.stringify(account))).toEqual({ email: account.client_email, project: 'p' });
  });

  it.each([
    '',
    'sk-1',
    'null',
    '[]',
    '{"client_email":"a@b"}',
    '{"private_key":"x"}',
    '{"client_email":1,"private_key":"x"}',
  ])('is not taken for %j', (json) => {
    expect(readServiceAccount(json)).toBeUndefined();
  });
});
