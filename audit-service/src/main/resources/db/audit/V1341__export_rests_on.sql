-- SPDX-License-Identifier: Apache-2.0
-- What the file of a processor rests on: for which controllers, and for which purposes together, something
-- is in it. It is handed out while agreements in force cover all of that, as pages are (ADR 0037).

create table export_rests_on (
  tenant text not null,
  export uuid not null,
  controller text not null,
  purposes text[] not null,
  primary key (tenant, export, controller, purposes),
  foreign key (tenant, export) references export (tenant, id)
);

alter table export_rests_on enable row level security;
alter table export_rests_on force row level security;
create policy one_tenant on export_rests_on to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
grant select, insert on export_rests_on to ${app};
