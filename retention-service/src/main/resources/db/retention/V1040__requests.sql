-- SPDX-License-Identifier: Apache-2.0
-- Read model of the requests of people. Rebuilt from the events by emptying it together with the
-- checkpoint of its reader. ${app} projects and reads one tenant at a time; ${feed} finds the
-- overdue requests of them all.

create table request (
  tenant text not null,
  request uuid not null,
  controller text not null,
  subject text not null,
  type text not null,
  received_by text not null,
  state text not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  assignee text,
  primary key (tenant, request)
);

create index request_due on request (due_at, tenant, request) where state = 'OPEN';
create index request_list on request (tenant, due_at, request);
create index request_similar on request (tenant, controller, subject, type, received_at);

alter table request enable row level security;
alter table request force row level security;
create policy one_tenant on request to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on request for select to ${feed} using (true);

grant select, insert, update on request to ${app};
grant select on request to ${feed};
