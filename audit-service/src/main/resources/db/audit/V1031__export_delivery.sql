-- SPDX-License-Identifier: Apache-2.0
-- Exports that are sent to the operator's collector: at most one delivery of each at a time.

create table export_delivery (
  tenant text not null,
  export uuid not null,
  -- the command that asked for it
  id uuid not null,
  -- name and port, as the operator configured them when it was asked for
  collector text not null,
  correlation text not null,
  requested_at timestamptz not null,

  state text not null default 'REQUESTED' check (state in ('REQUESTED', 'SENT', 'FAILED')),
  -- pieces that the collector has taken for certain
  sent integer not null default 0,
  failure text,

  lease uuid,
  lease_until timestamptz,
  attempts integer not null default 0,
  primary key (tenant, export),
  foreign key (tenant, export) references export (tenant, id)
);
create index export_delivery_open on export_delivery (requested_at) where state = 'REQUESTED';

alter table export_delivery enable row level security;
alter table export_delivery force row level security;
create policy one_tenant on export_delivery to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on export_delivery to ${feed} using (true) with check (true);
grant select, insert on export_delivery to ${app};
grant update (id, collector, correlation, requested_at, state, sent, failure, lease, lease_until,
  attempts) on export_delivery to ${app};
grant select (tenant, export, state, requested_at, lease, lease_until, attempts)
  on export_delivery to ${feed};
grant update (lease, lease_until, attempts) on export_delivery to ${feed};
