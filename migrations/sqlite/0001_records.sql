-- Records with their steps, and what is drawn from the steps so that it can be searched (src/store/store.ts says what each means).
-- The tables are STRICT: a column holds what it says. Days are 'YYYY-MM-DD', ids UUIDv7: both sort as text in the order of time.

create table subjects (
  key text primary key not null,
  version integer not null
) strict, without rowid;

-- With a rowid: what an index holds beside its key (due) is then looked at before the row is.
create table records (
  id text primary key not null,
  kind text not null check (kind in ('case', 'prior-decision')),
  version integer not null,
  head text not null,
  state text not null,
  jurisdiction text not null,
  province text not null,
  city text not null,
  subject_type text not null,
  subject_key text not null,
  conducts text not null,
  tier text,
  occurred_on text,
  due text,
  reconsider integer not null default 0 check (reconsider in (0, 1))
) strict;

-- Only cases are listed, newest first, whatever they are filtered by: each index ends with the id and leaves out the other kind.
create index records_by_id on records (id) where kind = 'case';
create index records_by_jurisdiction on records (jurisdiction, id) where kind = 'case';
create index records_by_province on records (province, id) where kind = 'case';
create index records_by_city on records (city, id) where kind = 'case';
create index records_by_state on records (state, id) where kind = 'case';
create index records_by_province_state on records (province, state, id) where kind = 'case';
create index records_by_city_state on records (city, state, id) where kind = 'case';
create index records_by_jurisdiction_state on records (jurisdiction, state, id) where kind = 'case';
create index records_by_subject_type on records (subject_type, id) where kind = 'case';
create index records_by_subject on records (subject_key, id) where kind = 'case';
create index records_by_tier on records (tier, id) where kind = 'case';
-- Few cases have something due or are to be reconsidered: their work lists, of a region as well, read these small indexes and no others.
create index records_due on records (id, due) where kind = 'case' and due is not null;
create index records_due_by_province on records (province, id, due) where kind = 'case' and due is not null;
create index records_due_by_city on records (city, id, due) where kind = 'case' and due is not null;
create index records_due_by_jurisdiction on records (jurisdiction, id, due) where kind = 'case' and due is not null;
create index records_to_reconsider on records (id) where kind = 'case' and reconsider = true;
create index records_to_reconsider_by_province on records (province, id) where kind = 'case' and reconsider = true;
create index records_to_reconsider_by_city on records (city, id) where kind = 'case' and reconsider = true;
create index records_to_reconsider_by_jurisdiction on records (jurisdiction, id) where kind = 'case' and reconsider = true;

create table record_conducts (
  conduct text not null,
  record_id text not null references records (id),
  primary key (conduct, record_id)
) strict, without rowid;
create index record_conducts_by_record on record_conducts (record_id);

create table steps (
  record_id text not null references records (id),
  seq integer not null,
  content text not null,
  digest text not null,
  primary key (record_id, seq)
) strict;

create table standing (
  record_id text not null references records (id),
  seq integer not null,
  measure text not null,
  subject_key text not null,
  from_day text not null,
  to_day text,
  interim integer not null check (interim in (0, 1)),
  primary key (record_id, seq)
) strict, without rowid;
create index standing_by_subject on standing (subject_key, from_day);

create table decisions (
  record_id text primary key not null references records (id),
  subject_key text not null,
  kind text not null check (kind in ('case', 'prior-decision')),
  decided_on text not null,
  served_on text not null,
  tier text,
  measures text not null,
  rectify_by text,
  rectified_on text,
  under_review integer not null check (under_review in (0, 1))
) strict, without rowid;
create index decisions_by_subject on decisions (subject_key, record_id);

create table counted (
  record_id text not null references records (id),
  counted_id text not null,
  primary key (record_id, counted_id)
) strict, without rowid;
create index counted_by_counted on counted (counted_id, record_id);

create table events (
  position integer primary key not null,
  type text not null,
  record_id text not null,
  time text not null,
  data text not null
) strict;
create index events_by_record on events (record_id, position);

create table answers (
  key text primary key not null,
  fingerprint text not null,
  status integer not null,
  headers text not null,
  body text not null,
  at integer not null
) strict;
create index answers_by_time on answers (at);

-- INSERT OR REPLACE takes the old row away without firing the triggers on DELETE: hence the third of each.
create trigger steps_refuse_update before update on steps begin
  select raise(abort, 'steps are only ever added: the digest of each rests on those before it');
end;
create trigger steps_refuse_delete before delete on steps begin
  select raise(abort, 'steps are only ever added: the digest of each rests on those before it');
end;
create trigger steps_refuse_replace before insert on steps when exists (select 1 from steps where record_id = new.record_id and seq = new.seq) begin
  select raise(abort, 'steps are only ever added: the digest of each rests on those before it');
end;
create trigger events_refuse_update before update on events begin
  select raise(abort, 'events are only ever added: readers rely on their positions');
end;
create trigger events_refuse_delete before delete on events begin
  select raise(abort, 'events are only ever added: readers rely on their positions');
end;
create trigger events_refuse_replace before insert on events when exists (select 1 from events where position = new.position) begin
  select raise(abort, 'events are only ever added: readers rely on their positions');
end;

-- What a large store looks like, for the planner (rows, then rows alike in the first column, the first two …). Left to guess, it reads through all
-- cases where a few are due; asked to look for itself (ANALYZE), it would plan by whatever the store held on that day.
analyze;
insert into sqlite_stat1 (tbl, idx, stat) values
  ('records', 'sqlite_autoindex_records_1', '3000000 1'),
  ('records', 'records_by_id', '1000000 1'),
  ('records', 'records_by_jurisdiction', '1000000 400 1'),
  ('records', 'records_by_province', '1000000 33000 1'),
  ('records', 'records_by_city', '1000000 3000 1'),
  ('records', 'records_by_state', '1000000 100000 1'),
  ('records', 'records_by_province_state', '1000000 33000 3300 1'),
  ('records', 'records_by_city_state', '1000000 3000 300 1'),
  ('records', 'records_by_jurisdiction_state', '1000000 400 40 1'),
  ('records', 'records_by_subject_type', '1000000 250000 1'),
  ('records', 'records_by_subject', '1000000 2 1'),
  ('records', 'records_by_tier', '1000000 300000 1'),
  ('records', 'records_due', '50000 1 1'),
  ('records', 'records_due_by_province', '50000 1600 1 1'),
  ('records', 'records_due_by_city', '50000 150 1 1'),
  ('records', 'records_due_by_jurisdiction', '50000 20 1 1'),
  ('records', 'records_to_reconsider', '1000 1'),
  ('records', 'records_to_reconsider_by_province', '1000 30 1'),
  ('records', 'records_to_reconsider_by_city', '1000 3 1'),
  ('records', 'records_to_reconsider_by_jurisdiction', '1000 1 1'),
  ('record_conducts', 'record_conducts', '1500000 17000 1'),
  ('record_conducts', 'record_conducts_by_record', '1500000 2 1');
analyze sqlite_schema;
