-- SPDX-License-Identifier: Apache-2.0
-- How the trail forgets. No role of the running service can change or remove an entry; it can ask for
-- three things, and what is allowed is decided here, where the service's code has no say:
--   forget_entries  the first entries of a log are over, never before the six months for which they
--                   have to be kept
--   forget_log      a log is over: leaves and full tiles go, its last head stays
--   forget_subject  a person is erased: what tells of them goes, and the salts by which the log could
--                   be held against it; that something was done, when and by whom, stays

-- What an erasure took, a digest for each entry; the log commits to the list (SubjectErased): salts
-- that are missing without it were stolen.
create table subject_erasure (
  tenant text not null,
  erasure uuid not null,
  -- 32 bytes an entry: its id, the actor that it still names, and the digests that stay
  entries bytea not null check (octet_length(entries) % 32 = 0),
  began_at timestamptz not null default now(),
  -- The list is closed when the erasure is about to be recorded: what the log then commits to is never
  -- added to. Two requests of one erasure take turns, and whichever comes after the close is told so.
  closed boolean not null default false,
  primary key (tenant, erasure)
);

-- The erasures whose key is destroyed and that are not recorded yet: those that were cut off are looked for
-- every minute, however many there ever were.
create table erasure_under_way (
  tenant text not null,
  stream text not null,
  begun_at timestamptz not null,
  primary key (tenant, stream)
);
alter table erasure_under_way enable row level security;
alter table erasure_under_way force row level security;
create policy every_tenant on erasure_under_way for select to ${feed} using (true);
grant select on erasure_under_way to ${feed};

create function keep_erasure_under_way() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if new.type = 'SubjectKeyDestroyed' then
    insert into erasure_under_way values (new.tenant, new.stream, new.recorded_at);
  else
    delete from erasure_under_way where tenant = new.tenant and stream = new.stream;
  end if;
  return null;
end $$;
create trigger keep_erasure_under_way after insert on event for each row
  when (new.type in ('SubjectKeyDestroyed', 'SubjectErased')) execute function keep_erasure_under_way();

alter table subject_erasure enable row level security;
alter table subject_erasure force row level security;
create policy one_tenant on subject_erasure for select to ${app}
  using (tenant = current_setting('temoin.tenant', true));
grant select on subject_erasure to ${app};

do $$
declare name text;
begin
  foreach name in array array['audit_entry', 'entry_salt', 'submitted_entry', 'log_leaf', 'log_head',
    'log_pending', 'export', 'subject_erasure', 'erasure_under_way']
  loop
    execute format(
      'create policy forgetting on %I to current_user using (true) with check (true)', name);
  end loop;
end $$;
create policy forgetting on export_chunk to current_user using (true);
create policy forgetting on event for select to current_user using (true);

create function youngest_to_forget() returns timestamptz language sql stable
  return now() - interval '6 months';

-- The trail forgets only by a signed statement that says how many entries: a leaf beyond that names an
-- entry, or somebody took the entry out. The service holds every entry against its leaf before it
-- signs; what is too young is refused here, whatever it signed.
-- Answers how many entries went. The statement enters the log of logs with it, or nothing happens.
create function forget_entries(
  log text, upto bigint, before timestamptz, statement text, logs text, nobodys text, leaf bytea)
returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  done bigint;
  gone bigint;
begin
  if before > youngest_to_forget() then
    raise exception 'entries are kept for six months at least' using errcode = 'check_violation';
  end if;
  select forgotten_size into done from log_head
  where shard = log and pruned is null and shard <> logs and checkpoint_size >= upto
  for update;
  if not found or upto <= done then
    return 0;
  end if;
  if exists (
      select from log_leaf l join audit_entry e on e.tenant = l.tenant and e.event_id = l.event_id
      where l.shard = log and l.index >= done and l.index < upto and e.recorded_at >= before) then
    raise exception 'one of the entries is younger' using errcode = 'check_violation';
  end if;
  with named as (
    select l.tenant, l.event_id from log_leaf l
    where l.shard = log and l.index >= done and l.index < upto and l.event_id is not null),
  salts as (
    delete from entry_salt s using named n where s.tenant = n.tenant and s.event_id = n.event_id),
  submitted as (
    delete from submitted_entry s using named n
    where s.tenant = n.tenant and s.event_id = n.event_id),
  entries as (
    delete from audit_entry e using named n where e.tenant = n.tenant and e.event_id = n.event_id
    returning 1),
  leaves as (
    update log_leaf l set event_id = null
    where l.shard = log and l.index >= done and l.index < upto)
  select count(*) into gone from entries;
  update log_head set forgotten = statement, forgotten_size = upto where shard = log;
  insert into log_pending (tenant, shard, period, event_id, leaf)
  values (nobodys, logs, 'ever', log || '@forgotten@' || upto, leaf);
  return gone;
end $$;

revoke all on function
  forget_entries(text, bigint, timestamptz, text, text, text, bytea) from public;
grant execute on function
  forget_entries(text, bigint, timestamptz, text, text, text, bytea) to ${feed};

-- A log that still has entries is not dropped: nobody could tell any more what they were.
-- It keeps the partial tiles at the right edge of its last tree (c2sp.org/tlog-tiles): only full tiles
-- may go, and from the others anybody computes the root of the last checkpoint.
-- Answers whether it was done now. The statement enters the log of logs with it, or nothing happens.
create function forget_log(
  log text, statement text, at timestamptz, logs text, nobodys text, leaf bytea)
returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  half text;
  ended timestamptz;
begin
  select period into half from log_head
  where shard = log and pruned is null and shard <> logs and checkpoint_size = size
    and not exists (select from log_pending p where p.shard = log)
  for update;
  if not found then
    return false;
  end if;
  ended := make_date(
    split_part(half, '-', 1)::int + (half like '%-2')::int,
    case when half like '%-1' then 7 else 1 end,
    1)::timestamp at time zone 'UTC';
  if ended > youngest_to_forget() then
    raise exception 'logs are kept for six months at least' using errcode = 'check_violation';
  end if;
  if exists (select from log_leaf l where l.shard = log and l.event_id is not null) then
    return false;
  end if;
  update log_head set pruned = statement, pruned_at = at where shard = log;
  delete from log_leaf where shard = log;
  delete from log_tile where shard = log and width = 256;
  insert into log_pending (tenant, shard, period, event_id, leaf)
  values (nobodys, logs, 'ever', log || '@pruned', leaf);
  return true;
end $$;

revoke all on function forget_log(text, text, timestamptz, text, text, bytea) from public;
grant execute on function forget_log(text, text, timestamptz, text, text, bytea) to ${feed};

-- A person is forgotten only when the destruction of their key is on record, and only in entries that
-- are named here: the service has compared them with their leaves first.
-- Answers how many of these entries told of the person, in the tenant that the session is of; null when the
-- list is closed.
create function forget_subject(person text, by_erasure uuid, these text[]) returns bigint
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

revoke all on function forget_subject(text, uuid, text[]) from public;
grant execute on function forget_subject(text, uuid, text[]) to ${app};

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

-- What an export was narrowed to may name a person, who is erased; in the tenant that the session is of.
create function forget_subject_in_exports(person text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update export set names_erased = true, filters = (
    select json_object_agg(key, case value when person then 'erased' else value end)
    from json_each_text(filters))
  where tenant = current_setting('temoin.tenant')
    and exists (select from json_each_text(filters) where value = person)
$$;
revoke all on function forget_subject_in_exports(text) from public;
grant execute on function forget_subject_in_exports(text) to ${app};

-- No role of the running service deletes pieces of an export. They go with the state, in the same
-- commit: there are pieces of what is being written and of what can be downloaded, and of nothing else.
create function forget_pieces() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from export_chunk where tenant = new.tenant and export = new.id;
  return null;
end $$;
revoke all on function forget_pieces() from public;

create trigger pieces_go_with_the_state after update of state on export
  for each row when (new.state not in ('REQUESTED', 'RUNNING', 'COMPLETED'))
  execute function forget_pieces();
