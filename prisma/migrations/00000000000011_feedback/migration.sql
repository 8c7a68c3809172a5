-- Which route chose the Attempt's target; null where none did, and for all that was written before.
alter table usage.attempts add column route text;

-- What somebody said of answers: of one by itself, or of two on the same request. One row for what was last said of each.
create table usage.feedback (
  organization_id uuid not null,
  project_id uuid not null,
  call_id uuid not null,
  -- The other answer of a verdict, the greater of the two ids; null for a score.
  other_call_id uuid,
  -- 0 to 1: the answer's worth, or 1 when it is the better of the two, 0.5 as good, 0 the worse.
  score double precision not null check (score >= 0 and score <= 1),
  -- True for one of a random sample of requests: only such pairs may support a guarantee.
  sampled boolean not null default false,
  gateway_key_id uuid,
  member_id uuid,
  said_at timestamptz not null,
  -- In this order labels are learnt.
  seq bigint generated always as identity,
  -- What a label needs of its Calls, copied once they are known, so that it outlives them; null until then.
  label jsonb,
  check (other_call_id is null or call_id < other_call_id),
  unique nulls not distinct (organization_id, project_id, call_id, other_call_id)
);
create index feedback_in_order on usage.feedback (organization_id, project_id, seq);
create index feedback_unlabelled on usage.feedback (said_at) where label is null;

-- What a project's smart routes have learnt from it: made anew from the labels, never edited.
create table usage.quality_states (
  organization_id uuid not null,
  project_id uuid not null,
  -- An encoded QualityModel; null when nothing is learnt yet, or no more.
  state bytea,
  labels integer not null default 0,
  -- Goes up with each state, so that readers know when there is another.
  version bigint not null default 1,
  -- Ratings up to here are forgotten.
  reset_seq bigint not null default 0,
  reset_at timestamptz,
  -- Labels given so far, those of a rating that was said anew again; and how many there were when it was last made.
  labelled bigint not null default 0,
  learnt bigint not null default 0,
  -- When it was last made, and how long that took; null when it never was.
  learnt_at timestamptz,
  learnt_ms integer not null default 0,
  primary key (organization_id, project_id)
);
