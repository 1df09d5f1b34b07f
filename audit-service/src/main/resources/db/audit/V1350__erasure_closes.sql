-- SPDX-License-Identifier: Apache-2.0
-- The list of what an erasure took is closed when the erasure is about to be recorded: what the log then
-- commits to is never added to. Two requests of one erasure take turns, and whichever comes after the
-- close is told so.

alter table subject_erasure add column closed boolean not null default false;

-- Erasures that were cut off after the key was destroyed are looked for again and again.
create index event_subject_key_destroyed on event (tenant, stream)
  where type = 'SubjectKeyDestroyed';

-- Answers how many of these entries told of the person, in the tenant that the session is of; null when the
-- list is closed.
create or replace function forget_subject(person text, by_erasure uuid, these text[]) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_tenant text := current_setting('temoin.tenant');
  destroyed uuid;
  is_closed boolean;
  forgotten bigint;
  list bytea;
begin
  select (payload -> 'evidence' ->> 'keyId')::uuid into destroyed from event
  where tenant = of_tenant and stream = 'erasure-' || by_erasure and type = 'SubjectKeyDestroyed';
  if not found then
    raise exception 'the destruction of the key is not on record' using errcode = 'check_violation';
  end if;
  insert into subject_erasure (tenant, erasure, entries) values (of_tenant, by_erasure, '')
  on conflict do nothing;
  select closed into is_closed from subject_erasure
  where tenant = of_tenant and erasure = by_erasure
  for update;
  if is_closed then
    return null;
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
  update subject_erasure set entries = entries || list
  where tenant = of_tenant and erasure = by_erasure;
  return forgotten;
end $$;

-- Closes the list, and answers how long it is and its digest, which the log is going to commit to.
create function close_subject_erasure(by_erasure uuid, out taken bigint, out digest text)
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  insert into subject_erasure as l (tenant, erasure, entries, closed)
  values (current_setting('temoin.tenant'), by_erasure, '', true)
  on conflict (tenant, erasure) do update set closed = true
  returning octet_length(l.entries) / 32, encode(sha256(l.entries), 'hex') into taken, digest;
end $$;

revoke all on function close_subject_erasure(uuid) from public;
grant execute on function close_subject_erasure(uuid) to ${app};
