import type { AskedField, CredentialField, SettingField } from '@weir/providers/asked-field';
import { providers } from '@weir/providers/registry';
import { formsOf } from '@weir/providers/shared/credential';
import { z } from 'zod';

const askedField = {
  name: z.string(),
  label: z.string(),
  required: z.boolean(),
  placeholder: z.string().nullable(),
  help: z.string().nullable(),
  pattern: z
    .strictObject({ source: z.string(), words: z.string() })
    .describe('A regular expression that all of the value matches, and what is said when it does not.'),
};

const credentialField = z.strictObject({
  ...askedField,
  secret: z.boolean(),
  multiline: z.boolean(),
  format: z.enum(['service_account']).nullable().describe('What it must parse as.'),
  fills: z.record(z.string(), z.string()).describe('Settings taken from its JSON where not given: setting, key.'),
});

const credentialForm = z.strictObject({
  id: z.string(),
  label: z.string(),
  fields: z.array(credentialField),
});

const settingField = z.strictObject({
  ...askedField,
  choices: z.array(z.string()).describe('Suggestions; any value that matches is taken.'),
  initial: z.string().nullable(),
  addressOnly: z.boolean().describe('Not asked for where a base URL is given.'),
});

/** A provider as it is shown. */
export const providerView = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    baseUrl: z.string().nullable().describe('Null: each key must bring its own, or there is none.'),
    operations: z.array(z.string()),
    needsKey: z.boolean().describe('False: it answers without a provider key.'),
    needsBaseUrl: z.boolean(),
    credentialForms: z.array(credentialForm).describe('The ways to sign in, the usual one first.'),
    settings: z.array(settingField).describe('What a key says of where its requests go, besides a base URL.'),
    keysUrl: z.string().nullable().describe("The vendor's page where keys are made, where there is one."),
  })
  .meta({ id: 'Provider' });
export type ProviderView = z.output<typeof providerView>;

function askedView({ name, label, required, placeholder, help, pattern }: AskedField) {
  return { name, label, required, placeholder: placeholder ?? null, help: help ?? null, pattern: { ...pattern } };
}

function credentialFieldView(field: CredentialField): z.output<typeof credentialField> {
  const { secret, multiline = false, format, fills = {} } = field;
  return { ...askedView(field), secret, multiline, format: format ?? null, fills: { ...fills } };
}

function settingFieldView(field: SettingField): z.output<typeof settingField> {
  const { choices = [], initial, addressOnly = false } = field;
  return { ...askedView(field), choices: [...choices], initial: initial ?? null, addressOnly };
}

/** The providers that this release knows, the widely used ones first. */
export function providerViews(): z.output<typeof providerView>[] {
  return providers().map((one) => ({
    id: one.id,
    name: one.name,
    baseUrl: one.baseUrl ?? null,
    operations: [...one.operations],
    needsKey: one.local === undefined,
    needsBaseUrl: one.baseUrl === undefined && one.baseUrlOf === undefined && one.local === undefined,
    credentialForms: formsOf(one).map(({ id, label, fields }) => ({
      id,
      label,
      fields: fields.map(credentialFieldView),
    })),
    settings: (one.settings ?? []).map(settingFieldView),
    keysUrl: one.keysUrl ?? null,
  }));
}
