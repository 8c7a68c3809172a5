import type { AskedField, CredentialField, SettingField } from '../asked-field.ts';
import type { CredentialForm } from '../provider.ts';

type Pattern = AskedField['pattern'];

/** It travels in a header. */
const printable: Pattern = {
  source: '[\\x21-\\x7e]{1,8192}',
  words: 'must be printable ASCII without blanks',
};
const awsKeyId: Pattern = { source: '[A-Z0-9]{16,128}', words: 'must be at least 16 capital letters and digits' };
const base64: Pattern = { source: '[A-Za-z0-9/+=_-]{16,8192}', words: 'must be the value that AWS gave you, whole' };
const oneLabel: Pattern = {
  source: '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?',
  words: 'must be letters, digits and dashes',
};
const anyText: Pattern = { source: '[\\x09\\x0a\\x0d\\x20-\\x7e]{1,16384}', words: 'must be plain text of one file' };

function secretField(name: string, label: string, over: Partial<CredentialField> = {}): CredentialField {
  return { name, label, secret: true, required: true, pattern: printable, ...over };
}

/** A key that goes out as a bearer token; stored as plain text where it is a provider's first form. */
export function apiKey(label = 'API key', placeholder?: string): CredentialForm {
  const fields = [secretField('key', label, placeholder === undefined ? {} : { placeholder })];
  return { id: 'api_key', label, auth: { kind: 'bearer' }, fields };
}

/** A key that goes out in the header `name`. */
export function headerKey(name: string, label = 'API key'): CredentialForm {
  return { id: 'api_key', label, auth: { kind: 'header', name }, fields: [secretField('key', label)] };
}

/** A token that was made elsewhere and is passed on as it is; it ends when its maker says so. */
export function accessToken(label: string, help: string): CredentialForm {
  const fields = [secretField('token', label, { help })];
  return { id: 'access_token', label, auth: { kind: 'bearer' }, fields };
}

/** https://learn.microsoft.com/azure/ai-foundry/openai/reference#authentication. */
export const azure: readonly CredentialForm[] = [
  headerKey('api-key'),
  accessToken(
    'Entra ID token',
    'Of the scope https://cognitiveservices.azure.com/.default. It ends after an hour or so.',
  ),
];

/** https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html and .../IAM/latest/UserGuide/reference_sigv.html. */
export function aws(service: string): readonly CredentialForm[] {
  return [
    apiKey('Bedrock API key'),
    {
      id: 'access_keys',
      label: 'IAM access keys',
      auth: { kind: 'sigv4', service },
      fields: [
        secretField('accessKeyId', 'Access key ID', { secret: false, pattern: awsKeyId, placeholder: 'AKIA...' }),
        secretField('secretAccessKey', 'Secret access key', { pattern: base64 }),
        secretField('sessionToken', 'Session token', {
          required: false,
          pattern: base64,
          help: 'Of temporary credentials alone. They end with it.',
        }),
      ],
    },
  ];
}

/** https://developers.google.com/identity/protocols/oauth2/service-account. */
export const googleServiceAccount: CredentialForm = {
  id: 'service_account',
  label: 'Service account',
  auth: { kind: 'service_account', scope: 'https://www.googleapis.com/auth/cloud-platform' },
  fields: [
    secretField('json', 'Service account key', {
      multiline: true,
      format: 'service_account',
      pattern: anyText,
      placeholder: '{"type": "service_account", ...}',
      help: 'The whole JSON file that Google gave you.',
      fills: { projectId: 'project_id' },
    }),
  ],
};

/** Vertex AI: a service account, a key of express mode, or an access token. */
export const google: readonly CredentialForm[] = [
  googleServiceAccount,
  headerKey('x-goog-api-key'),
  accessToken('Access token', 'As of `gcloud auth print-access-token`. It ends after an hour.'),
];

/** https://docs.databricks.com/dev-tools/auth/oauth-m2m. */
export const databricks: readonly CredentialForm[] = [
  { ...apiKey('Access token', 'dapi...'), id: 'access_token' },
  {
    id: 'oauth',
    label: 'OAuth of a service principal',
    auth: { kind: 'client_credentials', tokenPath: '/oidc/v1/token', scope: 'all-apis' },
    fields: [
      secretField('clientId', 'Client ID', { secret: false }),
      secretField('clientSecret', 'Client secret', { placeholder: 'dose...' }),
    ],
  },
];

/** A region of AWS, `initial` where none is given. */
export function awsRegion(initial = 'us-east-1'): SettingField {
  return {
    name: 'region',
    label: 'Region',
    required: true,
    initial,
    pattern: { source: '[a-z]{2,8}(?:-[a-z]{2,16}){1,3}-[0-9]{1,2}', words: 'must be a region such as us-east-1' },
    choices: [
      'us-east-1',
      'us-east-2',
      'us-west-2',
      'ca-central-1',
      'eu-central-1',
      'eu-west-1',
      'eu-west-2',
      'eu-west-3',
      'eu-north-1',
      'ap-south-1',
      'ap-southeast-1',
      'ap-southeast-2',
      'ap-northeast-1',
      'sa-east-1',
    ],
  };
}

/** A location of Google Cloud; `global` has a host of its own. */
export function googleLocation(initial = 'global'): SettingField {
  return {
    name: 'region',
    label: 'Location',
    required: true,
    initial,
    pattern: {
      source: 'global|us|eu|[a-z]{2,16}-[a-z]{2,16}[0-9]{1,2}',
      words: 'must be a location such as global or europe-west4',
    },
    choices: ['global', 'us-central1', 'us-east5', 'europe-west1', 'europe-west4', 'asia-southeast1'],
  };
}

/** https://cloud.google.com/resource-manager/docs/creating-managing-projects: 6 to 30 characters, or with a domain ahead. */
export const googleProject: SettingField = {
  name: 'projectId',
  label: 'Project ID',
  required: true,
  placeholder: 'my-project-123',
  help: 'A service account key brings its own.',
  pattern: {
    source: '(?:[a-z0-9.-]{1,100}:)?[a-z][a-z0-9-]{4,28}[a-z0-9]',
    words: 'must be the ID of a project, not its name',
  },
};

/** The name of an Azure OpenAI or Foundry resource: the first label of its host. */
export const azureResource: SettingField = {
  name: 'resource',
  label: 'Resource',
  required: true,
  addressOnly: true,
  placeholder: 'my-resource',
  help: 'The first part of its endpoint: https://RESOURCE.openai.azure.com.',
  pattern: oneLabel,
};

/** Azure's `api-version`; `initial` where none is given. */
export function azureApiVersion(initial: string): SettingField {
  return {
    name: 'apiVersion',
    label: 'API version',
    required: false,
    initial,
    pattern: {
      source: 'v1|preview|20[0-9]{2}-[0-9]{2}-[0-9]{2}(?:-preview)?',
      words: 'must be a version such as 2024-10-21',
    },
  };
}

/** The host of a Databricks workspace on any of its clouds. */
export const databricksHost: SettingField = {
  name: 'host',
  label: 'Workspace host',
  required: true,
  addressOnly: true,
  placeholder: 'dbc-a1b2c3d4-e5f6.cloud.databricks.com',
  help: 'As in the address of the workspace, without https://.',
  pattern: {
    source:
      '(?:[a-z0-9-]{1,63}\\.){1,3}(?:databricks\\.com|azuredatabricks\\.net|databricks\\.azure\\.us|databricks\\.azure\\.cn)',
    words: 'must be a host of Databricks, without https:// and path',
  },
};
