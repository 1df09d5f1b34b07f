-- SPDX-License-Identifier: Apache-2.0
-- Register of what is no recording, and the batches in which it is ordered destroyed. Rebuilt from
-- the events by emptying the three tables together with the checkpoint of their reader. ${app}
-- projects and reads one tenant at a time; ${feed} plans, finds and claims items of them all.

-- Items that begin on the same day for the same purposes of the same controller have to go on the
-- same day: policies are applied to these rows, not to each item.
create table item_plan (
  tenant text not null,
  plan uuid not null,
  kind text not null,
  controller text not null,
  campaign text,
  kept_for text[] not null,
  started_on date not null,
  -- no policy shortens this
  keep_until date,
  stage text not null,
  due_on date,
  due_at timestamptz,
  -- by the policies of then; empty when they have changed since
  planned_at timestamptz,
  -- counts these changes, so that a plan of before is not taken for one of after
  generation bigint not null,
  primary key (tenant, plan)
);

create index item_plan_open on item_plan (tenant, plan) where planned_at is null;
create index item_plan_oldest on item_plan (planned_at);

create table registered_item (
  tenant text not null,
  item uuid not null,
  kind text not null,
  controller text not null,
  processor text,
  campaign text,
  subject text,
  decision uuid,
  -- what it was made for, and what it is kept for
  purposes text[] not null,
  kept_for text[] not null,
  -- its beginning; holds by period call it the end of the call
  ended_at timestamptz not null,
  plan uuid not null,
  stage text not null,
  due_on date,
  due_at timestamptz,
  -- not before, whatever the plan says: after a refusal, or when a proof was used again
  floor_on date,
  floor_at timestamptz,
  refused text,
  batch uuid,
  erased_at timestamptz,
  primary key (tenant, item, kind)
);

create index registered_item_due on registered_item (tenant, due_at, item, kind)
  where stage in ('SCHEDULED', 'UNDER_MINIMUM');
create index registered_item_waiting on registered_item (tenant) where stage = 'AWAITING_POLICY';
create index registered_item_plan on registered_item (tenant, plan);
create index registered_item_batch on registered_item (tenant, batch) where batch is not null;
create index registered_item_subject on registered_item (tenant, subject);
create index registered_item_controller on registered_item (tenant, controller, ended_at);

-- Told of an item that may not be registered yet.
create table item_minimum (
  tenant text not null,
  item uuid not null,
  kind text not null,
  keep_until date not null,
  keep_until_at timestamptz not null,
  primary key (tenant, item, kind)
);

create table disposition_batch (
  tenant text not null,
  batch uuid not null,
  owner text not null,
  kind text not null,
  controller text not null,
  items int not null,
  basis text not null,
  -- what it was ordered in: a run
  correlation text not null,
  ordered_at timestamptz not null,
  confirmed_at timestamptz,
  disposed int not null,
  refused int not null,
  overdue_said boolean not null,
  primary key (tenant, batch)
);

create index disposition_batch_open on disposition_batch (ordered_at, tenant, batch)
  where confirmed_at is null;
create index disposition_batch_run on disposition_batch (tenant, correlation);

alter table item_plan enable row level security;
alter table item_plan force row level security;
create policy one_tenant on item_plan to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on item_plan to ${feed} using (true) with check (true);

alter table registered_item enable row level security;
alter table registered_item force row level security;
create policy one_tenant on registered_item to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on registered_item to ${feed} using (true) with check (true);

alter table item_minimum enable row level security;
alter table item_minimum force row level security;
create policy one_tenant on item_minimum to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

alter table disposition_batch enable row level security;
alter table disposition_batch force row level security;
create policy one_tenant on disposition_batch to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on disposition_batch for select to ${feed} using (true);

grant select, insert, update on item_plan, registered_item, item_minimum, disposition_batch
  to ${app};
grant select, update on item_plan, registered_item to ${feed};
grant select on disposition_batch to ${feed};

-- Everything that a hold can cover, of whatever kind.
create view holdable_item with (security_invoker = true) as
  select tenant, recording as item, 'RECORDING' as kind, controller, subject, campaign, purposes,
    ended_at, stage, due_on, due_at
  from retained_item
  union all
  select tenant, item, kind, controller, subject, campaign, purposes || kept_for, ended_at, stage,
    due_on, due_at
  from registered_item;

grant select on holdable_item to ${app};

-- The same as refuse_order_under_hold (V1030), for a batch: one covered item refuses all of it. An
-- item that is not registered is taken to be covered.
create function refuse_batch_under_hold() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(1746, hashtext(new.tenant));
  if exists (
    select 1 from legal_hold h
    cross join json_array_elements_text((new.payload -> 'items')::json) ordered (item)
    left join registered_item i
      on i.tenant = new.tenant and i.item = ordered.item::uuid
      and i.kind = new.payload ->> 'kind'
    where h.tenant = new.tenant
      and h.state <> 'RELEASED'
      and h.controller = new.payload ->> 'controller'
      and (h.subject is null or i.item is null or h.subject = i.subject)
      and (h.campaign is null or i.item is null or h.campaign = i.campaign)
      and (cardinality(h.purposes) = 0 or i.item is null
        or h.purposes && (i.purposes || i.kept_for))
      and (h.ended_from is null or coalesce(i.ended_at >= h.ended_from, true))
      and (h.ended_before is null or coalesce(i.ended_at < h.ended_before, true))
      and (not h.by_items or exists (
        select 1 from hold_item l
        where l.tenant = h.tenant and l.hold = h.hold and l.item = ordered.item::uuid)))
  then
    raise exception 'a legal hold covers an item of the batch' using errcode = 'TM002';
  end if;
  return null;
end $$;
create trigger refuse_batch_under_hold after insert on event for each row
  when (new.type = 'DispositionBatchOrdered') execute function refuse_batch_under_hold();
