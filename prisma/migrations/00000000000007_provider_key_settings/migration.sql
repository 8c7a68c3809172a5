-- What a provider key says of where its requests go, besides a base URL: region, project, workspace. No secrets.
alter table provider_keys
  add column settings jsonb not null default '{}',
  add constraint provider_keys_settings_object check (jsonb_typeof(settings) = 'object');
