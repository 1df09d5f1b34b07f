-- SPDX-License-Identifier: Apache-2.0
-- With which requests for rectification the person said what would be right: for the copy that they are given, and for the order that
-- destroys the file of the request. The words are sealed in the event of the request, under a key of its own.

create table requested_correction (
  tenant text not null,
  request uuid not null,
  controller text not null,
  subject text not null,
  stated_at timestamptz not null,
  primary key (tenant, request)
);

create index requested_correction_person on requested_correction (tenant, controller, subject, stated_at);

alter table requested_correction enable row level security;
alter table requested_correction force row level security;
create policy one_tenant on requested_correction to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, delete on requested_correction to ${app};
