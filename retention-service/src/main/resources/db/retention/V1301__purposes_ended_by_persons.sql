-- SPDX-License-Identifier: Apache-2.0
-- Purposes that a person ended with a controller, so that nobody looks at the items that were kept
-- for nothing else: a review keeps nothing against the person. A part of the register (V1050): the
-- same reader writes it, and it is rebuilt together with it.

create table ended_purpose (
  tenant text not null,
  controller text not null,
  subject text not null,
  purpose text not null,
  -- what began later is new
  stated_at timestamptz not null,
  primary key (tenant, controller, subject, purpose)
);

alter table ended_purpose enable row level security;
alter table ended_purpose force row level security;
create policy one_tenant on ended_purpose to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on ended_purpose to ${app};

-- Since when it is known that nobody looks at the item: then it has no review_until of its plan.
alter table registered_item add column unreviewed_since timestamptz;
