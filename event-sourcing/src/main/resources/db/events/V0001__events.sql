-- SPDX-License-Identifier: Apache-2.0
-- The event table is the store and the outbox. ${app} writes and reads one tenant at a time,
-- ${feed} reads them all in commit order; neither can change or remove an event.

create table event (
  tenant text not null,
  stream text not null,
  version bigint not null check (version > 0),
  type text not null,
  type_version smallint not null,
  payload json not null,
  metadata json not null,
  command_id uuid not null,
  ordinal smallint not null,
  recorded_at timestamptz not null,
  written_at timestamptz not null default clock_timestamp(),
  transaction_id xid8 not null default pg_current_xact_id(),
  global_position bigint generated always as identity,
  primary key (tenant, stream, version),
  unique (tenant, command_id, ordinal)
);

create index event_feed on event (transaction_id, global_position);

alter table event enable row level security;
alter table event force row level security;
create policy one_tenant on event to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on event for select to ${feed} using (true);

-- Only the database sets the position and time of an event: with a transaction id or a position of
-- the writer's choosing, an event could stand behind the relay's checkpoint and never be published.
grant select on event to ${app}, ${feed};
grant insert (tenant, stream, version, type, type_version, payload, metadata, command_id, ordinal,
              recorded_at)
  on event to ${app};

-- Ends the statement, and with it the transaction, when only some rows of an append could be
-- written: an append is whole or it is not.
create function require_whole_append(written bigint, wanted bigint) returns bigint
language plpgsql immutable as $$
begin
  if written <> wanted then
    raise exception 'an append was written in part' using errcode = 'TM001';
  end if;
  return written;
end $$;

-- A checkpoint belongs to the role that keeps it, and the relay's to ${feed} alone: moved by another
-- role, it would leave events unpublished.
create table feed_checkpoint (
  reader text primary key,
  transaction_id xid8 not null,
  global_position bigint not null,
  saved_at timestamptz not null,
  kept_by name not null default current_user
);
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

-- A service that may not migrate checks, before it serves, that its schema is at its version.
grant select on flyway_schema_history to ${app}, ${feed};
