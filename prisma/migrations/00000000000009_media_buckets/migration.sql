-- Tokens of pictures and seconds of sound, which vendors charge at prices of their own. Null is "not reported", as it is
-- for all that was written before; the cube counts nothing for it.
alter table usage.attempts
  add column audio_seconds bigint,
  add column image_input bigint,
  add column image_output bigint;

alter table usage.rollups
  add column audio_seconds numeric not null default 0,
  add column image_input numeric not null default 0,
  add column image_output numeric not null default 0;

alter table usage.wide_rollups
  add column audio_seconds numeric,
  add column image_input numeric,
  add column image_output numeric;
