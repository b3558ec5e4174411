-- Records that are no cases: agencies and inspection campaigns. A constraint cannot be changed: the table is made anew, with foreign keys off.

create table records_made_anew (
  id text primary key not null,
  kind text not null check (kind in ('case', 'prior-decision', 'agency', 'campaign', 'erased')),
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
  closed_on text,
  bars_until text,
  reconsider integer not null default 0 check (reconsider in (0, 1))
) strict;
insert into records_made_anew (id, kind, version, head, state, jurisdiction, province, city, subject_type, subject_key, conducts, tier, occurred_on, due, closed_on, bars_until, reconsider)
  select id, kind, version, head, state, jurisdiction, province, city, subject_type, subject_key, conducts, tier, occurred_on, due, closed_on, bars_until, reconsider from records order by rowid;
drop table records;
alter table records_made_anew rename to records;

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
create index records_due on records (id, due) where kind = 'case' and due is not null;
create index records_due_by_province on records (province, id, due) where kind = 'case' and due is not null;
create index records_due_by_city on records (city, id, due) where kind = 'case' and due is not null;
create index records_due_by_jurisdiction on records (jurisdiction, id, due) where kind = 'case' and due is not null;
create index records_to_reconsider on records (id) where kind = 'case' and reconsider = true;
create index records_to_reconsider_by_province on records (province, id) where kind = 'case' and reconsider = true;
create index records_to_reconsider_by_city on records (city, id) where kind = 'case' and reconsider = true;
create index records_to_reconsider_by_jurisdiction on records (jurisdiction, id) where kind = 'case' and reconsider = true;
create index records_closed on records (id, closed_on, bars_until) where kind = 'case' and closed_on is not null;
create index records_of_subject on records (subject_key, id) where kind = 'prior-decision';
-- Far fewer than cases: found by place, and an agency by its number.
create index agencies_by_id on records (id) where kind = 'agency';
create index agencies_by_province on records (province, id) where kind = 'agency';
create index agencies_by_city on records (city, id) where kind = 'agency';
create index agencies_by_subject on records (subject_key, id) where kind = 'agency';
create index campaigns_by_id on records (id) where kind = 'campaign';
create index campaigns_by_province on records (province, id) where kind = 'campaign';
create index campaigns_by_city on records (city, id) where kind = 'campaign';

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
  ('records', 'records_closed', '800000 1 1 1'),
  ('records', 'records_of_subject', '30000 1 1'),
  ('records', 'agencies_by_id', '20000 1'),
  ('records', 'agencies_by_province', '20000 600 1'),
  ('records', 'agencies_by_city', '20000 60 1'),
  ('records', 'agencies_by_subject', '20000 1 1'),
  ('records', 'campaigns_by_id', '1000 1'),
  ('records', 'campaigns_by_province', '1000 30 1'),
  ('records', 'campaigns_by_city', '1000 3 1');
analyze sqlite_schema;
