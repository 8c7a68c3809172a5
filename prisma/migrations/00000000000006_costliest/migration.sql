-- What the costliest Attempt of a row cost: says where calls above a price are. Null in rows from before, where the sum
-- stands in for it, which is no less.
alter table usage.rollups add column max_pico_usd numeric;
alter table usage.wide_rollups add column max_pico_usd numeric;
