-- What the steps of a record are encrypted with, and what becomes of a record in time: when it was closed, what rests on it, that it was erased.

alter table records drop constraint records_kind_check;
alter table records add constraint records_kind_check check (kind in ('case', 'prior-decision', 'erased'));
alter table records add column closed_on text collate "C";
alter table records add column bars_until text collate "C";
create index records_closed on records (id, closed_on, bars_until) where kind = 'case' and closed_on is not null;
-- The file of a subject takes in earlier decisions, too.
create index records_of_subject on records (subject_key, id) where kind = 'prior-decision';

create table data_keys (
  record_id text collate "C" primary key references records (id),
  key_id text collate "C" not null,
  wrapped text not null
);

create table vault_keys (
  name text collate "C" primary key,
  key_id text collate "C" not null,
  wrapped text not null
);
