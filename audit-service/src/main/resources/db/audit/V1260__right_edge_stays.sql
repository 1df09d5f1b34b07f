-- SPDX-License-Identifier: Apache-2.0
-- A pruned log keeps the partial tiles at the right edge of its last tree (c2sp.org/tlog-tiles): only full
-- tiles may go, and from the others anybody computes the root of the last checkpoint.

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
  update log_head set pruned = statement, pruned_at = at where shard = log;
  delete from log_leaf where shard = log;
  delete from log_tile where shard = log and width = 256;
  insert into log_pending (tenant, shard, period, event_id, leaf)
  values (nobodys, logs, 'ever', log || '@pruned', leaf);
  return true;
end $$;
