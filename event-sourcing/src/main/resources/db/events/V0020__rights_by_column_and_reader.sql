-- SPDX-License-Identifier: Apache-2.0
-- Place and time of an event are the database's to give: with a transaction id or a position of the
-- writer's choosing, an event that is in force would stand behind the relay's checkpoint and never
-- be published. For the same reason a checkpoint belongs to the role that keeps it, and the relay's
-- to ${feed} alone.

revoke insert on event from ${app};
grant insert (tenant, stream, version, type, type_version, payload, metadata, command_id, ordinal,
              recorded_at)
  on event to ${app};

alter table feed_checkpoint add column kept_by name not null default current_user;
update feed_checkpoint set kept_by = case
  when reader in ('kafka', 'late-searches') then '${feed}'
  else '${app}' end;

revoke all on feed_checkpoint from ${app}, ${feed};
grant select on feed_checkpoint to ${app}, ${feed};
grant insert (reader, transaction_id, global_position, saved_at),
      update (transaction_id, global_position, saved_at)
  on feed_checkpoint to ${app}, ${feed};

alter table feed_checkpoint enable row level security;
create policy every_reader_is_seen on feed_checkpoint for select to ${app}, ${feed} using (true);
create policy own_readers_begin on feed_checkpoint for insert to ${app}, ${feed}
  with check (kept_by = current_user);
create policy own_readers_move on feed_checkpoint for update to ${app}, ${feed}
  using (kept_by = current_user) with check (kept_by = current_user);
-- Also before it has begun.
create policy the_relay_is_not_begun on feed_checkpoint as restrictive for insert to ${app}
  with check (reader <> 'kafka');
