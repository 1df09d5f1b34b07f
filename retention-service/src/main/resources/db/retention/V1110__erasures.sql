-- SPDX-License-Identifier: Apache-2.0
-- Read model of the erasures at the desk, for the job that takes them on. Rebuilt from the events by
-- emptying it together with the checkpoint of its reader. ${app} projects and reads one tenant at a
-- time; ${feed} finds the open ones of them all.

create table erasure (
  tenant text not null,
  request uuid not null,
  controller text not null,
  subject text not null,
  state text not null,
  begun_at timestamptz not null,
  primary key (tenant, request)
);

create index erasure_open on erasure (begun_at, tenant, request) where state = 'WITH_OWNERS';

alter table erasure enable row level security;
alter table erasure force row level security;
create policy one_tenant on erasure to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on erasure for select to ${feed} using (true);

grant select, insert, update on erasure to ${app};
grant select on erasure to ${feed};
