-- SPDX-License-Identifier: Apache-2.0
-- Runs that somebody asked for and does not wait for: a queue, and how far each is. What a run
-- leads to is in the events; ${feed} takes the runs of all tenants.

create table disposition_run (
  tenant text not null,
  run uuid not null,
  -- in whose name, and whose items
  actor text not null,
  organisation text not null,
  role text not null,
  workstation text,
  visibility text not null,
  request_hash text,
  correlation text not null,
  traceparent text,
  requested_at timestamptz not null,
  found int,
  completed_at timestamptz,
  -- by the replica that carries it out; when it ends, another takes over
  leased_until timestamptz,
  leased_by uuid,
  primary key (tenant, run)
);

create index disposition_run_open on disposition_run (requested_at, tenant, run)
  where completed_at is null;

alter table disposition_run enable row level security;
alter table disposition_run force row level security;
create policy one_tenant on disposition_run to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on disposition_run to ${feed} using (true) with check (true);

grant select, insert on disposition_run to ${app};
grant select, update on disposition_run to ${feed};

-- Which run ordered a recording destroyed.
alter table retained_item add column run uuid;
create index retained_item_run on retained_item (tenant, run) where run is not null;
