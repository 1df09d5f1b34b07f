-- SPDX-License-Identifier: Apache-2.0
-- An erasure from the trail stands on what the log has of it. The database forgets a person only when
-- the destruction of their key is on record, and only entries that are named to it: the service has
-- compared them with their leaves first. What an erasure took is listed here, a digest for each entry,
-- and the log commits to the list (SubjectErased): salts that are missing without it were stolen.

alter table entry_salt
  -- the erasure that took the salts of the person
  add column erasure uuid;

create table subject_erasure (
  tenant text not null,
  erasure uuid not null,
  -- 32 bytes an entry: its id, the actor that it still names, and the digests that stay
  entries bytea not null check (octet_length(entries) % 32 = 0),
  began_at timestamptz not null default now(),
  primary key (tenant, erasure)
);

alter table subject_erasure enable row level security;
alter table subject_erasure force row level security;
create policy one_tenant on subject_erasure for select to ${app}
  using (tenant = current_setting('temoin.tenant', true));
create policy forgetting on subject_erasure to current_user using (true) with check (true);
grant select on subject_erasure to ${app};

create policy forgetting on event for select to current_user using (true);

drop function forget_subject(text);

-- Answers how many of these entries told of the person, in the tenant that the session is of.
create function forget_subject(person text, by_erasure uuid, these text[]) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_tenant text := current_setting('temoin.tenant');
  destroyed uuid;
  forgotten bigint;
  list bytea;
begin
  select (payload -> 'evidence' ->> 'keyId')::uuid into destroyed from event
  where tenant = of_tenant and stream = 'erasure-' || by_erasure and type = 'SubjectKeyDestroyed';
  if not found then
    raise exception 'the destruction of the key is not on record' using errcode = 'check_violation';
  end if;
  if exists (
      select from event where tenant = of_tenant and stream = 'erasure-' || by_erasure
        and type = 'SubjectErased') then
    raise exception 'the erasure is over' using errcode = 'check_violation';
  end if;
  -- 77 bytes: form, id of the key, the rest
  if exists (
      select from audit_entry e join entry_salt s using (tenant, event_id)
      where tenant = of_tenant and event_id = any(these) and e.subject = person
        and octet_length(s.subject) = 77
        and encode(substr(s.subject, 2, 16), 'hex')::uuid is distinct from destroyed) then
    raise exception 'an entry lies under another key than the destroyed one'
      using errcode = 'check_violation';
  end if;
  with theirs as (
    update audit_entry set subject = null, stream = 'erased',
      actor = case when actor = person then 'erased' else actor end
    where tenant = of_tenant and event_id = any(these) and (subject = person or actor = person)
    returning event_id, actor),
  salts as (
    update entry_salt s set subject = null, erasure = by_erasure from theirs
    where s.tenant = of_tenant and s.event_id = theirs.event_id
    returning s.event_id, theirs.actor, s.subject_digests)
  select count(*), coalesce(string_agg(
    sha256(convert_to(event_id || chr(10) || actor || chr(10), 'UTF8') || subject_digests), ''), '')
  into forgotten, list from salts;
  insert into subject_erasure as l (tenant, erasure, entries) values (of_tenant, by_erasure, list)
  on conflict (tenant, erasure) do update set entries = l.entries || excluded.entries;
  return forgotten;
end $$;

revoke all on function forget_subject(text, uuid, text[]) from public;
grant execute on function forget_subject(text, uuid, text[]) to ${app};
