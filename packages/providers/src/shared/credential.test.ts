import { describe, expect, it } from 'vitest';
import type { Provider } from '../provider.ts';
import { baseUrlOf } from './base-url-of.ts';
import { checkCredential, checkSettings, settingsIn } from './check-fields.ts';
import { formsOf, readCredential, writeCredential } from './credential.ts';
import {
  aws,
  awsRegion,
  azure,
  azureApiVersion,
  azureResource,
  databricks,
  databricksHost,
  google,
  googleLocation,
  googleProject,
} from './credential-forms.ts';

type Asking = Pick<Provider, 'auth' | 'credentialForms'>;

const bearer = { kind: 'bearer' } as const;
const plain: Asking = { auth: bearer };
const amazon: Asking = { auth: bearer, credentialForms: aws('bedrock') };
const cloud: Asking = { auth: bearer, credentialForms: google };

function form(provider: Asking, id: string) {
  const found = formsOf(provider).find((each) => each.id === id);
  if (found === undefined) throw new Error(`no form ${id}`);
  return found;
}

describe('a credential', () => {
  it('of the usual single value is kept as it is, and read so', () => {
    const text = writeCredential(amazon, form(amazon, 'api_key'), { key: 'bedrock-key' });
    expect(text).toBe('bedrock-key');
    expect(readCredential(amazon, text)).toEqual({ auth: bearer, values: { key: 'bedrock-key' } });
    expect(readCredential(plain, 'sk-1')).toEqual({ auth: bearer, values: { key: 'sk-1' } });
    expect(readCredential({ auth: { kind: 'none' } }, 'sk-1')).toBeUndefined();
  });

  it('of several values names its form', () => {
    const values = { accessKeyId: 'AKIDEXAMPLEEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
    const text = writeCredential(amazon, form(amazon, 'access_keys'), values);
    expect(JSON.parse(text)).toEqual({ form: 'access_keys', ...values });
    expect(readCredential(amazon, text)).toEqual({ auth: { kind: 'sigv4', service: 'bedrock' }, values });
  });

  it('that is a file is never taken for one that is kept as it is', () => {
    const json = '{"form":"access_keys","type":"service_account"}';
    const text = writeCredential(cloud, form(cloud, 'service_account'), { json });
    expect(readCredential(cloud, text)).toMatchObject({ auth: { kind: 'service_account' }, values: { json } });
  });

  it('that looks like another form is still what it was given as', () => {
    const key = '{"form":"access_keys","accessKeyId":"x"}';
    const text = writeCredential(amazon, form(amazon, 'api_key'), { key });
    expect(readCredential(amazon, text)).toEqual({ auth: bearer, values: { key } });
  });

  it('of a form that the provider no longer has is none', () => {
    expect(readCredential(amazon, '{"form":"gone","x":"y"}')).toBeUndefined();
  });

  it.each([
    ['accessKeyId', {}],
    ['accessKeyId', { accessKeyId: 'AKID/../x', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' }],
    ['secretAccessKey', { accessKeyId: 'AKIDEXAMPLEEXAMPLE', secretAccessKey: 'a\r\nx-evil: 1 ........' }],
    ['secretAccessKey', { accessKeyId: 'AKIDEXAMPLEEXAMPLE', secretAccessKey: '   ' }],
    ['colour', { accessKeyId: 'AKIDEXAMPLEEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG', colour: 'red' }],
  ])('is refused with its field: %s in %j', (field, given) => {
    expect(checkCredential(form(amazon, 'access_keys'), given)).toMatchObject({ field });
  });

  it('is trimmed, and what is empty counts as not given', () => {
    const given = { accessKeyId: ' AKIDEXAMPLEEXAMPLE\n', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG', sessionToken: ' ' };
    expect(checkCredential(form(amazon, 'access_keys'), given)).toEqual({
      values: { accessKeyId: 'AKIDEXAMPLEEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' },
    });
  });
});

const settings = (fields: Provider['settings'], given: Record<string, string>, hasBaseUrl = false) =>
  checkSettings(fields === undefined ? {} : { settings: fields }, { given, filled: {}, hasBaseUrl });

describe('settings', () => {
  const fields = [awsRegion(), googleProject, azureResource, azureApiVersion('2024-10-21'), databricksHost];

  it.each([
    ['region', 'x.evil.com/'],
    ['region', 'us-east-1/'],
    ['region', 'us-east-1.evil.com'],
    ['region', 'us-east-1\nx'],
    ['region', 'US-EAST-1'],
    ['region', 'us-east-1@evil'],
    ['projectId', '../../v1'],
    ['projectId', 'a/b/c/d/e'],
    ['resource', 'evil.com/?'],
    ['resource', 'a.b'],
    ['resource', '-a'],
    ['apiVersion', '2024-10-21&x=1'],
    ['host', 'evil.com'],
    ['host', 'evil.com/.cloud.databricks.com'],
    ['host', 'evil.com#.databricks.com'],
    ['host', 'user@a.databricks.com'],
    ['host', 'a.databricks.com.evil.com'],
    ['host', 'a.databricks.com:8080'],
    ['host', '169.254.169.254'],
  ])('%s may not be %j', (name, value) => {
    const good = {
      region: 'eu-west-1',
      projectId: 'my-project-1',
      resource: 'res',
      host: 'dbc-1.cloud.databricks.com',
    };
    expect(settings(fields, good)).toHaveProperty('values');
    expect(settings(fields, { ...good, [name]: value })).toMatchObject({ field: name });
  });

  it.each([
    [awsRegion(), ['us-east-1', 'us-gov-west-1', 'ap-southeast-2']],
    [googleLocation(), ['global', 'us', 'us-central1', 'europe-west4', 'northamerica-northeast1']],
    [googleProject, ['my-project-1', 'example.com:my-project']],
    [azureResource, ['a', 'my-resource-2']],
    [azureApiVersion('v1'), ['2024-10-21', '2025-03-01-preview', 'v1', 'preview']],
    [databricksHost, ['adb-1234567890.7.azuredatabricks.net', 'dbc-a1.cloud.databricks.com', '1.2.gcp.databricks.com']],
  ] as const)('$name takes what the vendors have', (field, values) => {
    for (const value of values) expect(settings([field], { [field.name]: value })).toHaveProperty('values');
  });

  it('are filled from the provider, and before that from the credential', () => {
    const [account] = google;
    const json = JSON.stringify({ project_id: 'my-project-1' });
    const filled = settingsIn(account?.fields ?? [], { json });
    const asked = { settings: [googleLocation(), googleProject] };
    expect(checkSettings(asked, { given: {}, filled, hasBaseUrl: false })).toEqual({
      values: { region: 'global', projectId: 'my-project-1' },
    });
    expect(checkSettings(asked, { given: { projectId: 'other-project' }, filled, hasBaseUrl: false })).toMatchObject({
      values: { projectId: 'other-project' },
    });
    const hostile = settingsIn(account?.fields ?? [], { json: '{"project_id":"../x"}' });
    expect(checkSettings(asked, { given: {}, filled: hostile, hasBaseUrl: false })).toMatchObject({
      field: 'projectId',
    });
    expect(settingsIn(account?.fields ?? [], { json: 'no JSON' })).toEqual({});
  });

  it('that only make the address are not asked for beside a base URL', () => {
    expect(settings([databricksHost], {})).toMatchObject({ field: 'host' });
    expect(settings([databricksHost], {}, true)).toEqual({ values: {} });
    expect(settings([awsRegion()], { region: 'x/' }, true)).toMatchObject({ field: 'region' });
  });

  it('are refused where a provider has none', () => {
    expect(settings(undefined, { region: 'us-east-1' })).toMatchObject({ field: 'region' });
    expect(settings(undefined, {})).toEqual({ values: {} });
  });
});

describe('the base URL of a key', () => {
  const of = {
    baseUrl: undefined,
    settings: [awsRegion()],
    baseUrlOf: ({ region = '' }) => `https://bedrock-runtime.${region}.amazonaws.com`,
  };
  it.each([
    [{ settings: { region: 'eu-west-1' } }, 'https://bedrock-runtime.eu-west-1.amazonaws.com'],
    [{ settings: { region: 'eu-west-1' }, baseUrl: 'https://proxy/x' }, 'https://proxy/x'],
    [{ settings: {} }, undefined],
    [undefined, undefined],
  ])('with %j is %s', (key, url) => {
    expect(baseUrlOf(of, key)).toBe(url);
  });

  it("is the provider's own where no setting makes one", () => {
    expect(baseUrlOf({ baseUrl: 'https://api.example/v1' }, { settings: {} })).toBe('https://api.example/v1');
  });
});

it('the forms of every provider name each field once, and the first of them is the usual one', () => {
  for (const forms of [aws('bedrock'), azure, google, databricks]) {
    expect(new Set(forms.map(({ id }) => id)).size).toBe(forms.length);
    for (const { fields } of forms) {
      expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
      expect(fields.some(({ secret }) => secret)).toBe(true);
      expect(fields.every(({ name }) => name !== 'form')).toBe(true);
    }
  }
});
