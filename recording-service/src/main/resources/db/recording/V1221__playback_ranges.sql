-- SPDX-License-Identifier: Apache-2.0
-- Answers with audio that are being sent, and those that are not yet recorded as heard. Few at any time: a row goes when the
-- event is committed.

create table playback_range (
  tenant text not null,
  id uuid not null,
  recording uuid not null,
  listening uuid not null,
  purpose text not null,
  -- who listens, as the grant's event says
  actor text not null,
  organisation text not null,
  role text not null,
  workstation text,
  client text not null,
  correlation text not null,
  cause text not null,
  -- when the sending has to be over
  until timestamptz not null,
  from_ms bigint not null,
  to_ms bigint not null,
  opened_at timestamptz not null,
  last_byte_at timestamptz not null,
  ended text check (ended in
    ('FINISHED', 'CLIENT_GONE', 'STALLED', 'LISTENING_OVER', 'RECORDING_WITHHELD', 'SERVICE_STOPPED', 'LOST')),
  -- the last sign of life of the process that sends
  seen_at timestamptz not null default now(),
  -- the event it becomes part of, once somebody began to record it
  playback uuid,
  primary key (tenant, id)
);

create index playback_range_listening on playback_range (tenant, listening);

alter table playback_range enable row level security;
alter table playback_range force row level security;
create policy one_tenant on playback_range to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on playback_range for select to ${feed} using (true);

grant select, insert, update, delete on playback_range to ${app};
grant select on playback_range to ${feed};
