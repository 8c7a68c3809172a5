import { serviceAccount } from '@weir/access/test-token-host';
import { readCredential } from '@weir/providers/shared/credential';
import {
  aws,
  awsRegion,
  azure,
  azureResource,
  databricks,
  google,
  googleProject,
} from '@weir/providers/shared/credential-forms';
import { describe, expect, it } from 'vitest';
import { ServiceError } from '../service-error.ts';
import { credentialOf, type GivenCredential } from './credential-of.ts';
import { settingsOf } from './settings-of.ts';

const closed = { privateUpstreams: [] };
const auth = { kind: 'bearer' } as const;
const plain = { id: 'plain', auth };
const amazon = { id: 'amazon', auth, credentialForms: aws('bedrock') };
const cloud = { id: 'cloud', auth, credentialForms: google };
const bricks = { id: 'bricks', auth, credentialForms: databricks };
const blue = { id: 'blue', auth, credentialForms: azure };

const keys = { form: 'access_keys', accessKeyId: 'AKIDEXAMPLEEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
const json = serviceAccount('https://oauth2.googleapis.com/token', { private_key_id: 'abcdef0123456789' });

function faultOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof ServiceError) return `${error.code} ${error.field}`;
    throw error;
  }
  return 'none';
}

describe('a credential', () => {
  it.each([
    [plain, { secret: 'sk-0123456789abcdef' }, 'sk-0123456789abcdef', 'cdef'],
    [plain, { credential: { key: 'sk-0123456789abcdef' } }, 'sk-0123456789abcdef', 'cdef'],
    [amazon, { secret: 'bedrock-key-0123456789' }, 'bedrock-key-0123456789', '6789'],
    [amazon, { credential: keys }, JSON.stringify(keys), 'DENG'],
    [
      bricks,
      { credential: { form: 'oauth', clientId: 'an-id', clientSecret: 'dose0123456789abcdef' } },
      undefined,
      'cdef',
    ],
    [cloud, { credential: { form: 'service_account', json } }, undefined, '6789'],
    [blue, { credential: { form: 'access_token', token: 'eyJ0123456789abcdef' } }, undefined, 'cdef'],
    [plain, { secret: 'short' }, 'short', null],
  ] as const)('is kept so that it is read again, and shows its most telling end: %#', (...parts) => {
    const [provider, given, text, lastFour] = parts;
    const checked = credentialOf(closed, provider, given);
    expect(checked?.lastFour).toBe(lastFour);
    if (text !== undefined) expect(checked?.text).toBe(text);
    const { form: _, ...values } =
      'credential' in given ? { form: '', ...given.credential } : { key: given.secret, form: '' };
    expect(readCredential(provider, checked?.text ?? '')?.values).toEqual(values);
  });

  it('says what it knows of the settings', () => {
    const filled = credentialOf(closed, cloud, { credential: { form: 'service_account', json } })?.filled ?? {};
    expect(filled).toEqual({ projectId: 'my-project-1' });
    expect(settingsOf({ settings: [googleProject] }, { given: {}, filled, hasBaseUrl: false })).toEqual(filled);
  });

  it('is none where nothing is given', () => {
    expect(credentialOf(closed, plain, {})).toBeUndefined();
  });

  const elsewhere = (uri: string) => ({ credential: { form: 'service_account', json: serviceAccount(uri) } });
  const faults: readonly (readonly [string, Parameters<typeof credentialOf>[1], GivenCredential])[] = [
    ['credential', plain, { secret: 'sk-1', credential: { key: 'sk-1' } }],
    ['credential.form', amazon, { credential: { key: 'sk-1' } }],
    ['credential.form', amazon, { credential: { form: 'nobody', key: 'sk-1' } }],
    ['credential.secretAccessKey', amazon, { credential: { form: 'access_keys', accessKeyId: 'AKIDEXAMPLEEXAMPLE' } }],
    ['credential.colour', amazon, { credential: { ...keys, colour: 'red' } }],
    ['credential.accessKeyId', amazon, { credential: { ...keys, accessKeyId: 'a/../b' } }],
    ['secret', cloud, { secret: 'ya29.0123456789' }],
    ['credential.json', cloud, { credential: { form: 'service_account', json: '{}' } }],
    ['credential.json', cloud, { credential: { form: 'service_account', json: 'sk-1' } }],
    ['credential.json', cloud, elsewhere('https://evil.example/token')],
    ['credential.json', cloud, elsewhere('http://169.254.169.254/token')],
    ['credential.json', cloud, elsewhere('http://127.0.0.1:9/token')],
    ['credential.clientSecret', bricks, { credential: { form: 'oauth', clientId: 'a', clientSecret: 'a b' } }],
  ];
  it.each(faults)('is refused at %s: %#', (field, provider, given) => {
    expect(faultOf(() => credentialOf(closed, provider, given))).toBe(`invalid ${field}`);
  });

  it('may name a token endpoint that the operator opened', () => {
    const given = { credential: { form: 'service_account', json: serviceAccount('http://127.0.0.1:9/token') } };
    expect(credentialOf({ privateUpstreams: ['127.0.0.0/8'] }, cloud, given)).toBeDefined();
  });
});

describe('settings', () => {
  it.each([
    ['settings.region', [awsRegion()], { region: 'x.evil.com/' }],
    ['settings.resource', [azureResource], { resource: 'evil.com#' }],
    ['settings.resource', [azureResource], {}],
    ['settings.colour', [azureResource], { resource: 'mine', colour: 'red' }],
  ])('are refused at %s: %#', (field, settings, given) => {
    const act = () => settingsOf({ settings }, { given, filled: {}, hasBaseUrl: false });
    expect(faultOf(act)).toBe(`invalid ${field}`);
  });
});
