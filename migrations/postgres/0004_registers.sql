-- Records that are no cases: agencies and inspection campaigns.

alter table records drop constraint records_kind_check;
alter table records add constraint records_kind_check check (kind in ('case', 'prior-decision', 'agency', 'campaign', 'erased'));
-- Far fewer than cases: found by place, and an agency by its number.
create index agencies_by_id on records (id) where kind = 'agency';
create index agencies_by_province on records (province, id) where kind = 'agency';
create index agencies_by_city on records (city, id) where kind = 'agency';
create index agencies_by_subject on records (subject_key, id) where kind = 'agency';
create index campaigns_by_id on records (id) where kind = 'campaign';
create index campaigns_by_province on records (province, id) where kind = 'campaign';
create index campaigns_by_city on records (city, id) where kind = 'campaign';
