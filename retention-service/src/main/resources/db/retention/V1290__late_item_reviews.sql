-- SPDX-License-Identifier: Apache-2.0
-- Of which registered items it was said that nobody has looked at them in time: once for each time
-- that they were due. Written together with the event, so it is not rebuilt from it.

create table late_item_review (
  tenant text not null,
  item uuid not null,
  kind text not null,
  due_at timestamptz not null,
  primary key (tenant, item, kind, due_at)
);

alter table late_item_review enable row level security;
alter table late_item_review force row level security;
create policy one_tenant on late_item_review to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on late_item_review for select to ${feed} using (true);

grant select, insert on late_item_review to ${app};
grant select on late_item_review to ${feed};

-- Every replica looks, and somebody may decide at the same moment: one item of which it was said
-- already, or that no longer waits, refuses the whole event, and the next look says the rest. In one
-- order, so that two replicas do not wait for each other.
create function note_late_item_reviews() returns trigger language plpgsql as $$
declare
  noted int;
begin
  insert into late_item_review (tenant, item, kind, due_at)
  select i.tenant, i.item, i.kind, i.due_at
  from json_to_recordset((new.payload -> 'items')::json) as x (item uuid,
    "waitingSince" timestamptz)
  join registered_item i
    on i.tenant = new.tenant and i.item = x.item and i.kind = new.payload ->> 'kind'
  where i.controller = new.payload ->> 'controller'
    and i.due_at = x."waitingSince" and i.review_until > i.due_at
    and i.released_for is distinct from i.due_at
    and i.erase_at is null and i.stage in ('SCHEDULED', 'UNDER_MINIMUM')
  order by i.item
  on conflict do nothing;
  get diagnostics noted = row_count;
  if noted <> json_array_length((new.payload -> 'items')::json) then
    raise exception 'an item was said to be late, or waits no longer' using errcode = 'TM005';
  end if;
  return null;
end $$;
create trigger note_late_item_reviews after insert on event for each row
  when (new.type = 'ItemReviewsOverdue') execute function note_late_item_reviews();
