-- SPDX-License-Identifier: Apache-2.0
-- An export is taken away before its time: by who may, or since a person was erased of whom it may tell.
-- No role of the running service deletes pieces. They go with the state, in the same commit: there are
-- pieces of what is being written and of what can be downloaded, and of nothing else.

alter table export
  drop constraint export_state_check,
  add constraint export_state_check check (state in (
    'REQUESTED', 'RUNNING', 'COMPLETED', 'FAILED', 'EXPIRED', 'CANCELLED', 'DELETED', 'WITHDRAWN')),
  -- who had it taken away
  add column removed_by text,
  add column removed_at timestamptz;

grant update (removed_by, removed_at) on export to ${app};
revoke delete on export_chunk from ${feed};

-- forgetting has to see the rows of whichever tenant
create policy forgetting on export to current_user using (true) with check (true);
create policy forgetting on export_chunk to current_user using (true);

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

-- of exports that failed before this was so
delete from export_chunk c using export e
where c.tenant = e.tenant and c.export = e.id
  and e.state not in ('REQUESTED', 'RUNNING', 'COMPLETED');

-- What an export was narrowed to may name a person, who is erased; in the tenant that the session is of.
create function forget_subject_in_exports(person text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update export set filters = (
    select json_object_agg(key, case value when person then 'erased' else value end)
    from json_each_text(filters))
  where tenant = current_setting('temoin.tenant')
    and exists (select from json_each_text(filters) where value = person)
$$;
revoke all on function forget_subject_in_exports(text) from public;
grant execute on function forget_subject_in_exports(text) to ${app};
