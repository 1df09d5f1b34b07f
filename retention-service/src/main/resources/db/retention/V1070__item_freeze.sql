-- SPDX-License-Identifier: Apache-2.0
-- What open requests of people keep from being destroyed. Written before a request is acknowledged,
-- and again from the events; like the holds, it must not be emptied to be rebuilt.

create table item_freeze (
  tenant text not null,
  request uuid not null,
  controller text not null,
  subject text not null,
  -- what the request is about; both are null for everything of the person at that controller
  recording uuid,
  decision uuid,
  -- the last day on which the law lets the answer come
  until timestamptz not null,
  -- answered, refused or joined to another one
  over boolean not null,
  -- of the request's stream, so that an older state changes nothing
  version bigint not null,
  primary key (tenant, request)
);

create index item_freeze_person on item_freeze (tenant, subject, controller) where not over;

alter table item_freeze enable row level security;
alter table item_freeze force row level security;
create policy one_tenant on item_freeze to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on item_freeze for select to ${feed} using (true);

create policy every_tenant on call_item for select to ${feed} using (true);

grant select, insert, update on item_freeze to ${app};
grant select on item_freeze, call_item to ${feed};

-- No order to destroy is recorded of what an open request keeps, whoever records it, as for holds
-- (V1030), under the same lock. A duty to destroy outranks the request.
create function refuse_order_under_freeze() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(1746, hashtext(new.tenant));
  if exists (
    select 1 from item_freeze f
    where f.tenant = new.tenant
      and not f.over
      and f.until > (new.payload ->> 'orderedAt')::timestamptz
      and f.controller = new.payload ->> 'controller'
      and f.subject = new.payload ->> 'subject'
      and (f.recording is null or f.recording = (new.payload ->> 'recording')::uuid)
      and (f.decision is null or f.decision = (new.payload ->> 'decision')::uuid))
    and not exists (
      select 1 from json_array_elements(new.payload -> 'because') b
      where b ->> 'rule' in ('DESTRUCTION_DUTY', 'PROPOSAL_REFUSED', 'OBJECTED')
        and (b ->> 'until')::date
          <= ((new.payload ->> 'orderedAt')::timestamptz at time zone 'UTC')::date)
  then
    raise exception 'an open request keeps the item' using errcode = 'TM002';
  end if;
  return null;
end $$;
create trigger refuse_order_under_freeze after insert on event for each row
  when (new.type = 'DispositionOrdered')
  execute function refuse_order_under_freeze();
