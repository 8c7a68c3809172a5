-- What the dashboard reads: cost by member, and the cube at coarser grains so that a year is read as fast as a day.

-- Who caused it, as it was then. What is there already goes to the present owner of its key.
alter table usage.rollups add column member_id uuid;
update usage.rollups r set member_id = k.member_id
  from gateway_keys k where k.organization_id = r.organization_id and k.id = r.gateway_key_id;

-- A worker of the release before must not compact from here on, for it would pass over the wide cube: under the new name
-- it does not find the column, says so in its log and goes on writing.
alter table usage.rollups rename column compacted to merged;
alter table usage.latency_rollups rename column compacted to merged;

drop index usage.rollups_by_time;
drop index usage.rollups_to_compact;
create index rollups_by_time on usage.rollups (organization_id, bucket_at, project_id);
create index rollups_to_compact on usage.rollups (organization_id, bucket_at) where not merged;

drop index usage.latency_rollups_by_time;
drop index usage.latency_rollups_to_compact;
create index latency_rollups_by_time on usage.latency_rollups (organization_id, bucket_at, project_id);
create index latency_rollups_to_compact on usage.latency_rollups (organization_id, bucket_at) where not merged;

-- The merged rows of usage.rollups once more, summed by UTC hour, day and month, and in three cuts: `full`, `model` (without
-- key and member) and `key` (without provider, model and route), for key by model is most of what makes a cube large.
-- Compaction adds a delta here in the transaction that merges it: a whole hour is its rows of one cut and the deltas that
-- are not merged yet. Sums of units are null where nothing was used, which costs a reader nothing.
create table usage.wide_rollups (
  organization_id uuid not null,
  cut text not null check (cut in ('full', 'model', 'key')),
  grain text not null check (grain in ('hour', 'day', 'month')),
  bucket_at timestamptz not null,
  project_id uuid not null,
  gateway_key_id uuid,
  member_id uuid,
  route text not null,
  provider text not null,
  model text not null,
  status text not null,
  cost_source text not null,
  calls bigint not null,
  attempts bigint not null,
  cost_pico_usd numeric not null,
  input numeric,
  cache_read numeric,
  cache_write_5m numeric,
  cache_write_1h numeric,
  output numeric,
  reasoning numeric,
  audio_input numeric,
  audio_output numeric,
  images numeric,
  searches numeric,
  requests numeric,
  unique nulls not distinct (organization_id, cut, grain, bucket_at, project_id, gateway_key_id, member_id, route,
    provider, model, status, cost_source)
) with (fillfactor = 80);

-- The same of the histograms: cut `all` is without provider and model.
create table usage.wide_latency_rollups (
  organization_id uuid not null,
  cut text not null check (cut in ('model', 'all')),
  grain text not null check (grain in ('hour', 'day', 'month')),
  bucket_at timestamptz not null,
  project_id uuid not null,
  provider text not null,
  model text not null,
  metric text not null,
  bin smallint not null,
  calls bigint not null,
  primary key (organization_id, cut, grain, bucket_at, project_id, provider, model, metric, bin)
) with (fillfactor = 80);

insert into usage.wide_rollups
select organization_id, cut, grain, date_trunc(grain, bucket_at, 'UTC'), project_id,
  case when cut <> 'model' then gateway_key_id end, case when cut <> 'model' then member_id end,
  case when cut <> 'key' then route else '' end, case when cut <> 'key' then provider else '' end,
  case when cut <> 'key' then model else '' end, status, cost_source, sum(calls), sum(attempts), sum(cost_pico_usd),
  nullif(sum(input), 0), nullif(sum(cache_read), 0), nullif(sum(cache_write_5m), 0), nullif(sum(cache_write_1h), 0),
  nullif(sum(output), 0), nullif(sum(reasoning), 0), nullif(sum(audio_input), 0), nullif(sum(audio_output), 0),
  nullif(sum(images), 0), nullif(sum(searches), 0), nullif(sum(requests), 0)
from usage.rollups
cross join (values ('full'), ('model'), ('key')) as c(cut)
cross join (values ('hour'), ('day'), ('month')) as g(grain)
where merged
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12;

insert into usage.wide_latency_rollups
select organization_id, cut, grain, date_trunc(grain, bucket_at, 'UTC'), project_id,
  case when cut = 'model' then provider else '' end, case when cut = 'model' then model else '' end, metric, bin,
  sum(calls)
from usage.latency_rollups
cross join (values ('model'), ('all')) as c(cut)
cross join (values ('hour'), ('day'), ('month')) as g(grain)
where merged
group by 1, 2, 3, 4, 5, 6, 7, 8, 9;

-- When a key was last used, and its calls.
create index calls_by_key on usage.calls (organization_id, gateway_key_id, call_id desc);

-- What was recorded since a moment, for those who watch: rows lie in that order, so a few bytes a thousand pages say where.
create index calls_by_recording on usage.calls using brin (recorded_at) with (pages_per_range = 32, autosummarize = on);

create index dead_letters_by_organization on usage.dead_letters (organization_id, id desc);
