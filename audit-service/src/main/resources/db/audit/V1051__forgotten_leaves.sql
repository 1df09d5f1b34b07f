-- SPDX-License-Identifier: Apache-2.0
-- A leaf whose entry was forgotten does not say any more which it was. So a leaf that names an entry has
-- one, and whoever compares the trail with the log knows what is missing.

alter table log_leaf alter column event_id drop not null;

create or replace function forget_entries(until timestamptz, most integer) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  forgotten bigint;
begin
  if until > youngest_to_forget() then
    raise exception 'entries are kept for six months at least' using errcode = 'check_violation';
  end if;
  with old as (
    delete from audit_entry where ctid = any(array(
      select ctid from audit_entry where recorded_at < until limit most))
    returning tenant, event_id),
  salts as (
    delete from entry_salt s using old where s.tenant = old.tenant and s.event_id = old.event_id),
  leaves as (
    update log_leaf l set event_id = null from old
    where l.tenant = old.tenant and l.event_id = old.event_id)
  select count(*) into forgotten from old;
  return forgotten;
end $$;
