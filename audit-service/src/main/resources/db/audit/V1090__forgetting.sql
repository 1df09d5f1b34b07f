-- SPDX-License-Identifier: Apache-2.0
-- How the trail forgets. No role of the running service can change or remove an entry; it can ask for
-- three things, and what is allowed is decided here, where the service's code has no say:
--   forget_entries  an entry is over, never before the six months for which it has to be kept
--   forget_log      a log is over: leaves and tiles go, its last head stays
--   forget_subject  a person is erased: what tells of them goes, and the salts by which the log could
--                   be held against it; that something was done, when and by whom, stays

create policy forgetting on audit_entry to current_user using (true) with check (true);
create policy forgetting on entry_salt to current_user using (true) with check (true);
create policy forgetting on submitted_entry to current_user using (true) with check (true);
create policy forgetting on log_leaf to current_user using (true) with check (true);
create policy forgetting on log_head to current_user using (true) with check (true);
create policy forgetting on log_pending to current_user using (true) with check (true);

-- Entries arrive in the order of time, so a summary of ranges is enough, and costs an insert nothing.
create index audit_entry_recorded on audit_entry using brin (recorded_at);

alter table log_head
  -- the signed statement that its leaves and tiles are gone
  add column pruned text,
  add column pruned_at timestamptz;

-- A leaf whose entry was forgotten does not say any more which it was. So a leaf that names an entry has
-- one, and whoever compares the trail with the log knows what is missing.
alter table log_leaf alter column event_id drop not null;

create function youngest_to_forget() returns timestamptz language sql stable
  return now() - interval '6 months';

create function forget_entries(until timestamptz, most integer) returns bigint
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
  submitted as (
    delete from submitted_entry s using old
    where s.tenant = old.tenant and s.event_id = old.event_id),
  leaves as (
    update log_leaf l set event_id = null from old
    where l.tenant = old.tenant and l.event_id = old.event_id)
  select count(*) into forgotten from old;
  return forgotten;
end $$;

-- Who lets the tree grow moves its head, and says neither whose it is nor of which half-year.
revoke update on log_head from ${feed};
grant update (size, root, checkpoint, checkpoint_size, checkpoint_at, witnessed, enrolled,
  enrolled_size, enrolled_at) on log_head to ${feed};

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
  update log_head set pruned = statement, pruned_at = at where shard = log;
  delete from log_leaf where shard = log;
  delete from log_tile where shard = log;
  insert into log_pending (tenant, shard, period, event_id, leaf)
  values (nobodys, logs, 'ever', log || '@pruned', leaf);
  return true;
end $$;

-- Answers how many entries told of the person, in the tenant that the session is of.
create function forget_subject(person text) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_tenant text := current_setting('temoin.tenant');
  forgotten bigint;
begin
  with theirs as (
    update audit_entry set subject = null, stream = 'erased',
      actor = case when actor = person then 'erased' else actor end
    where tenant = of_tenant and (subject = person or actor = person)
    returning event_id),
  salts as (
    update entry_salt s set subject = null from theirs
    where s.tenant = of_tenant and s.event_id = theirs.event_id)
  select count(*) into forgotten from theirs;
  return forgotten;
end $$;

revoke all on function forget_subject(text) from public;
grant execute on function forget_subject(text) to ${app};
revoke all on function forget_entries(timestamptz, integer) from public;
revoke all on function
  forget_log(text, text, timestamptz, text, text, bytea) from public;
grant execute on function forget_entries(timestamptz, integer) to ${feed};
grant execute on function
  forget_log(text, text, timestamptz, text, text, bytea) to ${feed};
