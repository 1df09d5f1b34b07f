-- SPDX-License-Identifier: Apache-2.0
-- Read model of the retained items: lists, and the list of what is due. Rebuilt from the events by
-- emptying it together with the checkpoint of its reader. ${app} projects and reads one tenant at a
-- time; ${feed} finds and claims the due items of them all.

create table retained_item (
  tenant text not null,
  recording uuid not null,
  controller text not null,
  -- who made the call; unknown until the recording itself is heard of
  processor text,
  -- of the call: a processor sees what its instructions cover
  campaign text,
  purposes text[] not null,
  subject text not null,
  stage text not null,
  due_on date,
  due_at timestamptz,
  erased_at timestamptz,
  -- the plan's event and its correlation: an order is caused by what was planned
  cause text not null,
  correlation text not null,
  -- an order was given, though the projection may not have heard of it yet
  taken_at timestamptz,
  primary key (tenant, recording)
);

create index retained_item_due on retained_item (due_at, tenant, recording)
  where taken_at is null and stage in ('SCHEDULED', 'UNDER_MINIMUM');
create index retained_item_list on retained_item (tenant, due_at);
create index retained_item_subject on retained_item (tenant, subject);

alter table retained_item enable row level security;
alter table retained_item force row level security;
create policy one_tenant on retained_item to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on retained_item to ${feed} using (true) with check (true);

grant select, insert, update on retained_item to ${app};
grant select, update on retained_item to ${feed};

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
