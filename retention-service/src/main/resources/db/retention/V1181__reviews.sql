-- SPDX-License-Identifier: Apache-2.0
-- Recordings that a person looks at before they are destroyed. The reader of the items fills this
-- for every plan that is made from now on; there are no such policies before.

alter table retained_item
  -- the purposes whose policies ask for a look, without those that the person ended
  add column review_for text[] not null default '{}',
  -- when it waits for one; null when it does not, or was released
  add column review_at timestamptz,
  -- until a text orders it destroyed, whatever nobody has decided; null when none does
  add column review_until timestamptz,
  -- it was said that nobody has looked in time
  add column review_late_said boolean not null default false;

create index retained_item_review on retained_item (tenant, recording)
  where review_at is not null and stage in ('SCHEDULED', 'UNDER_MINIMUM');

create index retained_item_review_late on retained_item (review_at, tenant, recording)
  where review_at is not null and not review_late_said and stage in ('SCHEDULED', 'UNDER_MINIMUM');
