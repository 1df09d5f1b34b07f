-- SPDX-License-Identifier: Apache-2.0
-- Whoever holds, or asks for, one recording means what tells of its call as well: the decision on
-- it, its notice, its sheets and transcripts. A hold by period covers documents by the end of their
-- call. The same as in HoldMatch.

create index call_item_recording on call_item (tenant, recording);

create or replace view holdable_item with (security_invoker = true) as
  select tenant, recording as item, 'RECORDING' as kind, controller, subject, campaign, purposes,
    ended_at, stage, due_on, due_at, null::uuid as call
  from retained_item
  union all
  select tenant, item, kind, controller, subject, campaign, purposes || kept_for, ended_at, stage,
    due_on, due_at, coalesce(decision, case when kind = 'CALL_DECISION' then item end)
  from registered_item;

create or replace function refuse_batch_under_hold() returns trigger language plpgsql as $$
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
      and case when i.kind in ('SHEET', 'TRANSCRIPT')
        then coalesce(
          (select bool_or((h.ended_from is null or coalesce(r.ended_at >= h.ended_from, true))
              and (h.ended_before is null or coalesce(r.ended_at < h.ended_before, true)))
            from call_item c
            join retained_item r on r.tenant = c.tenant and r.recording = c.recording
            where c.tenant = i.tenant and c.decision = i.decision),
          (h.ended_from is null or coalesce(i.ended_at >= h.ended_from, true))
            and (h.ended_before is null or coalesce(i.ended_at < h.ended_before, true)))
        else (h.ended_from is null or coalesce(i.ended_at >= h.ended_from, true))
          and (h.ended_before is null or coalesce(i.ended_at < h.ended_before, true)) end
      and (not h.by_items
        or exists (
          select 1 from hold_item l
          where l.tenant = h.tenant and l.hold = h.hold and l.item = ordered.item::uuid)
        or exists (
          select 1 from call_item c
          join hold_item l on l.tenant = c.tenant and l.item = c.recording and l.hold = h.hold
          where c.tenant = h.tenant and c.decision in (i.decision, i.item))))
  then
    raise exception 'a legal hold covers an item of the batch' using errcode = 'TM002';
  end if;
  return null;
end $$;

create or replace function refuse_batch_under_freeze() returns trigger language plpgsql as $$
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
      and (i.item is null or f.subject = i.subject)
      and (f.recording is null or i.item is null
        or exists (
          select 1 from call_item c
          where c.tenant = f.tenant and c.recording = f.recording
            and c.decision in (i.decision, i.item))
        or (i.decision is not null or i.kind = 'CALL_DECISION') and not exists (
          select 1 from call_item c where c.tenant = f.tenant and c.recording = f.recording))
      and (f.decision is null or i.item is null or f.decision in (i.decision, i.item)))
  then
    raise exception 'an open request keeps an item of the batch' using errcode = 'TM002';
  end if;
  return null;
end $$;
