-- SPDX-License-Identifier: Apache-2.0
-- The same as refuse_order_under_freeze (V1070), for a batch: a request may come while its items are
-- claimed. One item that an open request keeps refuses all of it. An item that is not registered is
-- taken to be kept.

create function refuse_batch_under_freeze() returns trigger language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(1746, hashtext(new.tenant));
  if exists (
    select 1 from item_freeze f
    cross join json_array_elements_text((new.payload -> 'items')::json) ordered (item)
    left join registered_item i
      on i.tenant = new.tenant and i.item = ordered.item::uuid
      and i.kind = new.payload ->> 'kind'
    where f.tenant = new.tenant
      and not f.over
      and f.until > (new.payload ->> 'orderedAt')::timestamptz
      and f.controller = new.payload ->> 'controller'
      and f.recording is null
      and (i.item is null or f.subject = i.subject)
      and (f.decision is null or i.item is null or f.decision in (i.decision, i.item)))
  then
    raise exception 'an open request keeps an item of the batch' using errcode = 'TM002';
  end if;
  return null;
end $$;
create trigger refuse_batch_under_freeze after insert on event for each row
  when (new.type = 'DispositionBatchOrdered') execute function refuse_batch_under_freeze();
