-- Who may ask, and who has asked.

create table api_keys (
  id text collate "C" primary key,
  hash text not null,
  name text not null,
  roles text not null,
  region text not null,
  level text not null,
  pii boolean not null,
  created_at text collate "C" not null,
  expires_at text collate "C",
  revoked_at text collate "C"
);

create table audit (
  position bigint generated always as identity primary key,
  at text collate "C" not null,
  actor text collate "C" not null,
  level text not null,
  region text collate "C" not null,
  operation text not null,
  record_id text collate "C",
  subjects integer not null,
  request_id text collate "C" not null
);
create index audit_by_record on audit (record_id, position) where record_id is not null;
create index audit_by_actor on audit (actor, position);

create trigger audit_stays before update or delete or truncate on audit for each statement
  execute function refuse_change('what was asked stays asked');
