-- SPDX-License-Identifier: Apache-2.0
-- Parts of access packages that this service still has to write. ${feed} hands out the work of all
-- tenants: it sees which packages there are, and by pseudonym of whom.

create table package_part (
  tenant text not null,
  package uuid not null,
  -- what is asked for, as JSON
  asked text not null,
  -- the event that asked, and its correlation
  cause text not null,
  correlation text not null,
  asked_at timestamptz not null default now(),
  -- the process that writes it, for as long as it shows that it is alive
  lease uuid,
  lease_until timestamptz,
  attempts integer not null default 0,
  primary key (tenant, package)
);

create index package_part_waiting on package_part (asked_at, package);

alter table package_part enable row level security;
alter table package_part force row level security;
create policy one_tenant on package_part to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on package_part to ${feed} using (true);

grant select, insert, update, delete on package_part to ${app};
grant select, update on package_part to ${feed};
