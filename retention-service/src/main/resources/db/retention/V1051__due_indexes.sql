-- SPDX-License-Identifier: Apache-2.0
-- What the hourly run and the counts of every minute ask for, without the rows that are over: these
-- are most, and keep the day on which they were due.

-- The due items of one tenant in their order, and which tenants have some.
create index retained_item_due_tenant on retained_item (tenant, due_at, recording)
  where taken_at is null and stage in ('SCHEDULED', 'UNDER_MINIMUM');

-- How many are due, overdue or held.
create index retained_item_unfinished on retained_item (due_at)
  where stage in ('SCHEDULED', 'UNDER_MINIMUM', 'ORDERED');
create index registered_item_unfinished on registered_item (due_at)
  where stage in ('SCHEDULED', 'UNDER_MINIMUM');
