-- Tokens of pictures, tokens of sound from a cache, and seconds of sound, which vendors charge at prices of their own. Null is "not reported", as it is
-- for all that was written before; the cube counts nothing for it.
alter table usage.attempts
  add column audio_cache_read bigint,
  add column audio_seconds bigint,
  add column image_input bigint,
  add column image_output bigint;

alter table usage.rollups
  add column audio_cache_read numeric,
  add column audio_seconds numeric,
  add column image_input numeric,
  add column image_output numeric;

-- A worker of the release before must not compact from here on, for it would leave these sums out: what it merges has none,
-- so its compaction fails, says so in its log and is taken up by this release's. It goes on writing.
alter table usage.rollups
  add constraint rollups_merged_media check (not merged or audio_seconds is not null) not valid;

alter table usage.wide_rollups
  add column audio_cache_read numeric,
  add column audio_seconds numeric,
  add column image_input numeric,
  add column image_output numeric;
