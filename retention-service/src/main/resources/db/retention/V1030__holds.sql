-- SPDX-License-Identifier: Apache-2.0
-- Legal holds. They are written before a hold is acknowledged, and again from the events; the
-- tables must not be emptied to be rebuilt, or what they hold would be destroyed meanwhile.

create table legal_hold (
  tenant text not null,
  hold uuid not null,
  controller text not null,
  -- the criteria: each that is given restricts what is covered
  subject text,
  campaign text,
  purposes text[] not null,
  by_items boolean not null,
  ended_from timestamptz,
  ended_before timestamptz,
  state text not null,
  placed_at timestamptz not null,
  -- of the hold's stream, so that an older event changes nothing
  version bigint not null,
  primary key (tenant, hold)
);

create index legal_hold_in_force on legal_hold (tenant, controller) where state <> 'RELEASED';

-- What a hold with a list of items covers.
create table hold_item (
  tenant text not null,
  item uuid not null,
  hold uuid not null,
  primary key (tenant, item, hold)
);

create index hold_item_hold on hold_item (tenant, hold, item);

alter table legal_hold enable row level security;
alter table legal_hold force row level security;
create policy one_tenant on legal_hold to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on legal_hold to ${feed} using (true) with check (true);

alter table hold_item enable row level security;
alter table hold_item force row level security;
create policy one_tenant on hold_item to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on hold_item to ${feed} using (true) with check (true);

grant select, update on legal_hold to ${app};
grant select on hold_item to ${app};
grant select, insert on legal_hold, hold_item to ${feed};

-- When the call ended: holds by period ask for it. Items that were listed before get it when their
-- events are read again; until then a period covers them.
alter table retained_item add column ended_at timestamptz;
create index retained_item_controller on retained_item (tenant, controller, ended_at);
delete from feed_checkpoint where reader = 'retained-items';
