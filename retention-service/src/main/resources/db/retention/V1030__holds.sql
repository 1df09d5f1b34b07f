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
create policy every_tenant on legal_hold to ${feed} using (true);

alter table hold_item enable row level security;
alter table hold_item force row level security;
create policy one_tenant on hold_item to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on hold_item to ${feed} using (true);

grant select, insert, update on legal_hold to ${app};
grant select, insert on hold_item to ${app};
grant select on legal_hold, hold_item to ${feed};

-- When the call ended: holds by period ask for it. The reader of the items has another name since
-- then, so it reads all of them again; until it has, a period covers what was listed before.
alter table retained_item add column ended_at timestamptz;
create index retained_item_controller on retained_item (tenant, controller, ended_at);

-- No order to destroy is recorded that a hold covers, whoever records it: a process that stood
-- still while the hold was placed, or one of a version that knows no holds. Orders share a lock of
-- the tenant until they are committed; whoever places a hold has it alone. What is not known of an
-- item is taken to be covered.
create function refuse_order_under_hold() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(1746, hashtext(new.tenant));
  if exists (
    select 1 from legal_hold h
    left join retained_item i
      on i.tenant = new.tenant and i.recording = (new.payload ->> 'recording')::uuid
    where h.tenant = new.tenant
      and h.state <> 'RELEASED'
      and h.controller = new.payload ->> 'controller'
      and (h.subject is null or h.subject = new.payload ->> 'subject')
      and (h.campaign is null or i.recording is null or h.campaign = i.campaign)
      and (cardinality(h.purposes) = 0 or i.recording is null or h.purposes && i.purposes)
      and (h.ended_from is null or coalesce(i.ended_at >= h.ended_from, true))
      and (h.ended_before is null or coalesce(i.ended_at < h.ended_before, true))
      and (not h.by_items or exists (
        select 1 from hold_item l
        where l.tenant = h.tenant and l.hold = h.hold
          and l.item = (new.payload ->> 'recording')::uuid)))
  then
    raise exception 'a legal hold covers the item' using errcode = 'TM002';
  end if;
  return null;
end $$;
create trigger refuse_order_under_hold after insert on event for each row
  when (new.type = 'DispositionOrdered') execute function refuse_order_under_hold();
