-- SPDX-License-Identifier: Apache-2.0
-- Persons whose erasure was decided, and the mark that it leaves on what is registered of them: an
-- item with a mark goes as soon as no minimum keeps it, whatever its purposes. A part of the
-- register (V1050): the same reader writes it, and it is rebuilt together with it.

create table erased_person (
  tenant text not null,
  request uuid not null,
  controller text not null,
  subject text not null,
  -- when it was decided, and on which local day
  erase_on date not null,
  erase_at timestamptz not null,
  -- what begins after that is new; null while the erasure is carried out
  completed_at timestamptz,
  primary key (tenant, request)
);

create index erased_person_subject on erased_person (tenant, subject, controller);

alter table erased_person enable row level security;
alter table erased_person force row level security;
create policy one_tenant on erased_person to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

create policy every_tenant on erased_person for select to ${feed} using (true);

grant select, insert, update on erased_person to ${app};
grant select on erased_person to ${feed};

-- Who listened to what is destroyed is forgotten with it.
create index person_access_person on person_access (tenant, subject, controller);

-- When no minimum keeps the items of the plan any more; null while nobody knows, as while a contract
-- runs. Plans that are there get it when they are planned again, within a day.
alter table item_plan add column erasable_on date, add column erasable_at timestamptz;

-- The mark: since when.
alter table registered_item add column erase_on date, add column erase_at timestamptz;
