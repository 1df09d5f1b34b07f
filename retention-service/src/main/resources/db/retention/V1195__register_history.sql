-- SPDX-License-Identifier: Apache-2.0
-- What the register knew at an earlier time: since when it knows an item, since when a minimum, and
-- what owners refused. A part of the register (V1050): the same reader writes it, and it is rebuilt
-- together with it, with the times of the events.

-- When the item was registered. Of those that were there before this migration nobody knows it;
-- what is written here for them is since when their changes are kept.
alter table registered_item
  add column registered_at timestamptz not null default now(),
  add column registered_before boolean not null default true;
alter table registered_item alter column registered_before set default false;

-- What was learnt of an item's minimum, and when. item_minimum has the last of it.
create table item_minimum_change (
  tenant text not null,
  item uuid not null,
  kind text not null,
  keep_until date not null,
  known_at timestamptz not null,
  primary key (tenant, item, kind, keep_until)
);

insert into item_minimum_change (tenant, item, kind, keep_until, known_at)
select tenant, item, kind, keep_until, now() from item_minimum;

-- Orders that the owner of an item refused: the item itself has the last order only.
create table item_refusal (
  tenant text not null,
  item uuid not null,
  kind text not null,
  batch uuid not null,
  ordered_at timestamptz not null,
  basis text not null,
  refused_at timestamptz not null,
  -- not ordered again before the end of that day
  refused_on date not null,
  reason text not null,
  primary key (tenant, item, kind, batch)
);

alter table item_minimum_change enable row level security;
alter table item_minimum_change force row level security;
create policy one_tenant on item_minimum_change to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

alter table item_refusal enable row level security;
alter table item_refusal force row level security;
create policy one_tenant on item_refusal to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert on item_minimum_change, item_refusal to ${app};
