-- SPDX-License-Identifier: Apache-2.0
-- Registered items that a person looks at before they are destroyed, where a policy asks for it. The
-- planner says so of whole plans; the reader of the register writes what was decided of items.

alter table item_plan
  -- the last day, and its end, on which items wait for somebody to look; null if nobody has to
  add column review_on date,
  add column review_until timestamptz;

alter table registered_item
  -- those of its plan
  add column review_on date,
  add column review_until timestamptz,
  -- not before, by a review, within these
  add column kept_on date,
  add column kept_at timestamptz,
  -- somebody let it go that was due then; counts as long as it is
  add column released_for timestamptz;

-- When a run may order it: once it is due, or once the wait for a person is over.
create index registered_item_orderable on registered_item (tenant,
    (case when review_until > due_at and erase_at is null and released_for is distinct from due_at
      then review_until else due_at end), item, kind)
  where stage in ('SCHEDULED', 'UNDER_MINIMUM');
create index registered_item_review on registered_item (tenant, due_at, item, kind)
  where review_until is not null and stage in ('SCHEDULED', 'UNDER_MINIMUM');

-- What was decided of an item that was due, once for each time that it was. Written together with
-- the event, so it is not rebuilt from it.
create table item_review (
  tenant text not null,
  item uuid not null,
  kind text not null,
  due_at timestamptz not null,
  review uuid not null,
  outcome text not null,
  ground text not null,
  keep_until date,
  decided_at timestamptz not null,
  primary key (tenant, item, kind, due_at)
);

alter table item_review enable row level security;
alter table item_review force row level security;
create policy one_tenant on item_review to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert on item_review to ${app};

-- Two people may decide at the same moment, or an erasure may come: one item that no longer waits
-- refuses the whole decision.
create function note_item_reviews() returns trigger language plpgsql as $$
declare
  noted int;
begin
  insert into item_review (tenant, item, kind, due_at, review, outcome, ground, keep_until,
    decided_at)
  select i.tenant, i.item, i.kind, i.due_at, (new.payload ->> 'review')::uuid,
    new.payload ->> 'outcome', new.payload ->> 'ground', (new.payload ->> 'keepUntil')::date,
    (new.payload ->> 'decidedAt')::timestamptz
  from json_to_recordset((new.payload -> 'items')::json) as x (item uuid, "dueAt" timestamptz)
  join registered_item i
    on i.tenant = new.tenant and i.item = x.item and i.kind = new.payload ->> 'kind'
  where i.controller = new.payload ->> 'controller'
    and i.due_at = x."dueAt" and i.review_until > i.due_at
    and i.released_for is distinct from i.due_at
    and i.erase_at is null and i.stage in ('SCHEDULED', 'UNDER_MINIMUM')
  on conflict do nothing;
  get diagnostics noted = row_count;
  if noted <> json_array_length((new.payload -> 'items')::json) then
    raise exception 'an item of the decision does not wait for a review' using errcode = 'TM004';
  end if;
  return null;
end $$;
create trigger note_item_reviews after insert on event for each row
  when (new.type = 'ItemReviewsDecided') execute function note_item_reviews();
