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

grant select, insert on event to ${app};
grant select on event to ${feed};

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

create table feed_checkpoint (
  reader text primary key,
  transaction_id xid8 not null,
  global_position bigint not null,
  saved_at timestamptz not null
);
grant select, insert, update on feed_checkpoint to ${feed}, ${app};
