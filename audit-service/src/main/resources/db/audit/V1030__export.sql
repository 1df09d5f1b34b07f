-- SPDX-License-Identifier: Apache-2.0
-- Exports of the trail, and their files in compressed pieces until these expire. ${app} works inside
-- one tenant; ${feed} hands the work out across all tenants and takes expired pieces away, and can
-- read neither what was asked for nor what was written.

create table export (
  tenant text not null,
  id uuid not null,
  format text not null,
  -- what it is narrowed to, as it was asked for: names and values of query parameters
  filters json not null,
  -- how far the asker saw; the whole tenant when there is no organisation
  organisation text,
  controllers varchar[] not null,
  actor text not null,
  correlation text not null,
  reason_code text not null,
  reason_reference text not null,
  requested_at timestamptz not null,
  -- What is in it: entries up to this position. Positions up to it may belong to transactions that
  -- were under way when it was asked for; once these have ended, nothing can be added below it.
  up_to bigint not null,
  settled_after xid8 not null default pg_snapshot_xmax(pg_current_snapshot()),

  state text not null default 'REQUESTED'
    check (state in ('REQUESTED', 'RUNNING', 'COMPLETED', 'FAILED', 'EXPIRED')),
  done bigint not null default 0,
  total bigint,
  chunks integer not null default 0,
  -- the last entry that is written
  place_at timestamptz,
  place_position bigint,
  bytes bigint,
  sha256 text,
  failure text,
  expires_at timestamptz,

  -- who writes it, and until when that is believed without another sign of life
  lease uuid,
  lease_until timestamptz,
  -- how often it was taken up since it last grew
  attempts integer not null default 0,
  primary key (tenant, id)
);
create index export_requested on export (tenant, requested_at desc, id desc);
create index export_open on export (requested_at) where state in ('REQUESTED', 'RUNNING');
create index export_expiring on export (expires_at) where state = 'COMPLETED';

create table export_chunk (
  tenant text not null,
  export uuid not null,
  number integer not null check (number >= 0),
  content bytea not null,
  primary key (tenant, export, number),
  foreign key (tenant, export) references export (tenant, id)
);
-- gzip already
alter table export_chunk alter content set storage external;

alter table export enable row level security;
alter table export force row level security;
create policy one_tenant on export to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on export to ${feed} using (true) with check (true);
grant select, insert on export to ${app};
grant update (state, done, total, chunks, place_at, place_position, bytes, sha256, failure,
  expires_at, lease, lease_until, attempts) on export to ${app};
grant select (tenant, id, state, requested_at, settled_after, expires_at, lease, lease_until,
  attempts) on export to ${feed};
grant update (state, lease, lease_until, attempts) on export to ${feed};

alter table export_chunk enable row level security;
alter table export_chunk force row level security;
create policy one_tenant on export_chunk to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on export_chunk to ${feed} using (true) with check (true);
grant select, insert on export_chunk to ${app};
grant select (tenant, export, number), delete on export_chunk to ${feed};

-- The last position that was given to an entry, of whichever tenant.
grant select on sequence audit_entry_position_seq to ${app};
