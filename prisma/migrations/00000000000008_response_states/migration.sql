-- How long answers of the Responses API are kept for `previous_response_id`, where the target itself keeps none; 0: not at all.
alter table projects
  add column response_retention_days integer not null default 30,
  add constraint projects_response_retention_days check (response_retention_days between 0 and 365);

-- The conversations behind such answers, each sealed with its organization's data key.
create table usage.response_states (
  organization_id uuid not null,
  project_id uuid not null,
  response_id text not null,
  sealed text not null,
  expires_at timestamptz not null,
  primary key (organization_id, project_id, response_id)
);
create index response_states_expires_at on usage.response_states (expires_at);
