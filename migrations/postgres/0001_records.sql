-- Records with their steps, and what is drawn from the steps so that it can be searched (src/store/store.ts says what each means).
-- Days are 'YYYY-MM-DD', ids UUIDv7: both sort in the order of time byte by byte, whatever the locale of the database. Hence collation "C".

create table subjects (
  key text collate "C" primary key,
  version integer not null
);

create table records (
  id text collate "C" primary key,
  kind text not null check (kind in ('case', 'prior-decision')),
  version integer not null,
  head text not null,
  state text collate "C" not null,
  jurisdiction text collate "C" not null,
  province text collate "C" not null,
  city text collate "C" not null,
  subject_type text collate "C" not null,
  subject_key text collate "C" not null,
  conducts text not null,
  tier text collate "C",
  occurred_on text collate "C",
  due text collate "C",
  reconsider boolean not null default false
) with (fillfactor = 80); -- each step writes its record anew: with room on the page the indexes need not follow unless what they hold has changed

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
create index records_to_reconsider on records (id) where kind = 'case' and reconsider;
create index records_to_reconsider_by_province on records (province, id) where kind = 'case' and reconsider;
create index records_to_reconsider_by_city on records (city, id) where kind = 'case' and reconsider;
create index records_to_reconsider_by_jurisdiction on records (jurisdiction, id) where kind = 'case' and reconsider;

create table record_conducts (
  conduct text collate "C" not null,
  record_id text collate "C" not null references records (id),
  primary key (conduct, record_id)
);
create index record_conducts_by_record on record_conducts (record_id);

create table steps (
  record_id text collate "C" not null references records (id),
  seq integer not null,
  content text not null,
  digest text not null,
  primary key (record_id, seq)
);

create table standing (
  record_id text collate "C" not null references records (id),
  seq integer not null,
  measure text not null,
  subject_key text collate "C" not null,
  from_day text collate "C" not null,
  to_day text collate "C",
  interim boolean not null,
  primary key (record_id, seq)
);
create index standing_by_subject on standing (subject_key, from_day);

create table decisions (
  record_id text collate "C" primary key references records (id),
  subject_key text collate "C" not null,
  kind text not null check (kind in ('case', 'prior-decision')),
  decided_on text collate "C" not null,
  served_on text collate "C" not null,
  tier text,
  measures text not null,
  rectify_by text,
  rectified_on text,
  under_review boolean not null
);
create index decisions_by_subject on decisions (subject_key, record_id);

create table counted (
  record_id text collate "C" not null references records (id),
  counted_id text collate "C" not null,
  primary key (record_id, counted_id)
);
create index counted_by_counted on counted (counted_id, record_id);

create table events (
  position bigint primary key,
  type text not null,
  record_id text collate "C" not null,
  time text not null,
  data text not null
);
create index events_by_record on events (record_id, position);

-- The position of the last event. A sequence would leave gaps, and would number events in another order than that in which they can be seen.
create table event_position (
  single boolean primary key default true check (single),
  position bigint not null
);
insert into event_position (position) values (0);

create table answers (
  key text collate "C" primary key,
  fingerprint text not null,
  status integer not null,
  headers text not null,
  body text not null,
  at bigint not null
);
create index answers_by_time on answers (at);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[0] using errcode = 'restrict_violation';
end
$$;

create trigger steps_stay before update or delete or truncate on steps for each statement
  execute function refuse_change('steps are only ever added: the digest of each rests on those before it');
create trigger events_stay before update or delete or truncate on events for each statement
  execute function refuse_change('events are only ever added: readers rely on their positions');
