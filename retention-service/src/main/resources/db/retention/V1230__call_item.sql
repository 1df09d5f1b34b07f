-- SPDX-License-Identifier: Apache-2.0
-- Which recordings there are of a call: written before an item is retained, so that what is
-- reported of the call's business meanwhile reaches it from one side or the other.

create table call_item (
  tenant text not null,
  decision uuid not null,
  controller text not null,
  recording uuid not null,
  primary key (tenant, decision, controller, recording)
);

alter table call_item enable row level security;
alter table call_item force row level security;
create policy one_tenant on call_item to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert on call_item to ${app};
