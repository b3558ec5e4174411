-- Who may ask, and who has asked.

create table api_keys (
  id text primary key not null,
  hash text not null,
  name text not null,
  roles text not null,
  region text not null,
  level text not null,
  pii integer not null check (pii in (0, 1)),
  created_at text not null,
  expires_at text,
  revoked_at text
) strict, without rowid;

create table audit (
  position integer primary key autoincrement not null,
  at text not null,
  actor text not null,
  level text not null,
  region text not null,
  operation text not null,
  record_id text,
  subjects integer not null,
  request_id text not null
) strict;
create index audit_by_record on audit (record_id, position) where record_id is not null;
create index audit_by_actor on audit (actor, position);

create trigger audit_refuse_update before update on audit begin
  select raise(abort, 'what was asked stays asked');
end;
create trigger audit_refuse_delete before delete on audit begin
  select raise(abort, 'what was asked stays asked');
end;
create trigger audit_refuse_replace before insert on audit when exists (select 1 from audit where position = new.position) begin
  select raise(abort, 'what was asked stays asked');
end;
