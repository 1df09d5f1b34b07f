-- SPDX-License-Identifier: Apache-2.0
-- The trail forgets the first entries of a log, and only by a signed statement that says how many:
-- a leaf beyond that names an entry, or somebody took the entry out. The service holds every entry
-- against its leaf before it signs; what is too young is refused here, whatever it signed.

alter table log_head
  add column forgotten text,
  add column forgotten_size bigint not null default 0;

-- A statement signed again, by keys that were added since.
grant update (forgotten) on log_head to ${feed};

drop function forget_entries(timestamptz, integer);

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
create or replace function forget_log(
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
  delete from log_tile where shard = log;
  insert into log_pending (tenant, shard, period, event_id, leaf)
  values (nobodys, logs, 'ever', log || '@pruned', leaf);
  return true;
end $$;
