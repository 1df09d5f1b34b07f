-- SPDX-License-Identifier: Apache-2.0
-- When the next purpose of an item ends, what a conflict is between, and which orders are not
-- confirmed. The reader of the items has another name since then, so it reads all of them again.

alter table retained_item
  -- the controller's, in which its days end
  add column zone text,
  -- of the item's stream, as far as it is known here
  add column item_version bigint not null default 0,
  -- from then on the item's own stream may have an end of a purpose to say; null when it has none
  add column access_ends_at timestamptz,
  add column keep_until date,
  add column destroy_by date,
  add column ordered_at timestamptz,
  -- the order was said to be overdue
  add column overdue_said boolean not null default false;

create index retained_item_access_end on retained_item (access_ends_at, tenant, recording)
  where access_ends_at is not null;
create index retained_item_conflict on retained_item (tenant, recording)
  where stage = 'IN_CONFLICT';
create index retained_item_order on retained_item (ordered_at, tenant, recording)
  where stage = 'ORDERED' and not overdue_said;
