-- Usage tables: plain SQL, outside the Prisma schema. Written by the worker alone, in one transaction a batch.
-- UUIDv7 keys carry their time, so a range on the id is a range in time and a repeated insert meets its first copy.

create schema if not exists usage;

create table usage.attempts (
  organization_id uuid not null,
  call_id uuid not null,
  attempt_no smallint not null,
  project_id uuid not null,
  gateway_key_id uuid,
  member_id uuid,
  provider_key_id uuid,
  provider text not null,
  model text not null,
  upstream_model text,
  requested_model text not null,
  operation text not null,
  purpose text not null,
  streaming boolean not null,
  status text not null,
  error_code text,
  error_message text,
  http_status smallint,
  provider_request_id text,
  finish_reason text,
  started_at timestamptz not null,
  duration_ms integer not null,
  first_token_ms integer,
  input bigint,
  cache_read bigint,
  cache_write_5m bigint,
  cache_write_1h bigint,
  output bigint,
  reasoning bigint,
  audio_input bigint,
  audio_output bigint,
  images bigint,
  searches bigint,
  requests bigint,
  cost_source text not null,
  -- Null exactly when unknown.
  cost_pico_usd bigint,
  cost_lines jsonb not null,
  price_id text,
  cost_reason text,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, call_id, attempt_no),
  check ((cost_source = 'unknown') = (cost_pico_usd is null))
) partition by range (call_id);

-- A ledger line is never changed; to correct one a further line is appended.
create trigger attempts_only_grow before update on usage.attempts
  for each row execute function public.refuse_change();

create table usage.calls (
  organization_id uuid not null,
  call_id uuid not null,
  project_id uuid not null,
  gateway_key_id uuid,
  member_id uuid,
  operation text not null,
  requested_model text not null,
  route text,
  provider text,
  model text,
  streaming boolean not null,
  status text not null,
  error_code text,
  http_status smallint,
  attempts smallint not null,
  started_at timestamptz not null,
  duration_ms integer not null,
  first_token_ms integer,
  timings jsonb,
  decision jsonb,
  tags jsonb,
  session text,
  end_user text,
  recorded_at timestamptz not null default now(),
  primary key (organization_id, call_id)
) partition by range (call_id);

create index calls_by_project on usage.calls (organization_id, project_id, call_id desc);

-- Ids outside every month's partition still land.
create table usage.attempts_default partition of usage.attempts default;
create table usage.calls_default partition of usage.calls default;

-- Deltas of the core cube at 15-minute base. Many rows may share a key until the worker compacts them: always sum.
-- Calls count under their last Attempt's provider and model; `calls` rows of refused Calls have neither ('').
create table usage.rollups (
  organization_id uuid not null,
  bucket_at timestamptz not null,
  project_id uuid not null,
  gateway_key_id uuid,
  route text not null default '',
  provider text not null default '',
  model text not null default '',
  status text not null,
  cost_source text not null default '',
  calls bigint not null default 0,
  attempts bigint not null default 0,
  input numeric not null default 0,
  cache_read numeric not null default 0,
  cache_write_5m numeric not null default 0,
  cache_write_1h numeric not null default 0,
  output numeric not null default 0,
  reasoning numeric not null default 0,
  audio_input numeric not null default 0,
  audio_output numeric not null default 0,
  images numeric not null default 0,
  searches numeric not null default 0,
  requests numeric not null default 0,
  cost_pico_usd numeric not null default 0,
  compacted boolean not null default false
);

create index rollups_by_time on usage.rollups (organization_id, project_id, bucket_at);
create index rollups_to_compact on usage.rollups (bucket_at) where not compacted;

-- Latency as mergeable histograms: a row counts the Calls whose `metric` fell into log-spaced bin `bin`.
create table usage.latency_rollups (
  organization_id uuid not null,
  bucket_at timestamptz not null,
  project_id uuid not null,
  provider text not null default '',
  model text not null default '',
  metric text not null check (metric in ('duration', 'first_token')),
  bin smallint not null,
  calls bigint not null,
  compacted boolean not null default false
);

create index latency_rollups_by_time on usage.latency_rollups (organization_id, project_id, bucket_at);
create index latency_rollups_to_compact on usage.latency_rollups (bucket_at) where not compacted;

-- How far each gateway's spool is in. Everything before (segment, "offset") is recorded, exactly once.
create table usage.watermarks (
  spool_id text primary key,
  segment bigint not null,
  "offset" bigint not null,
  attempts bigint not null default 0,
  interrupted bigint not null default 0,
  dead_letters bigint not null default 0,
  updated_at timestamptz not null default now()
);

-- Records that could not be written, kept whole with the reason; never a silent loss.
create table usage.dead_letters (
  id bigint generated always as identity primary key,
  organization_id uuid,
  spool_id text not null,
  segment bigint not null,
  "offset" bigint not null,
  reason text not null,
  record text not null,
  at timestamptz not null default now()
);

-- The control plane's change feed. Writers take one advisory lock before they append, so the order of `seq` is the
-- order of commits and a reader that has seen n never misses a smaller one.
create table control_changes (
  seq bigint generated always as identity primary key,
  organization_id uuid not null,
  project_id uuid,
  at timestamptz not null default now()
);
