-- SPDX-License-Identifier: Apache-2.0
-- Orders to destroy items of every service, as retention-service gives them, and what became of them.
-- With them the service carries out its own, and tells what other services hold no more of a person.

create table disposition_batch (
  tenant text not null,
  batch uuid not null,
  owner text not null,
  kind text not null,
  controller text not null,
  items uuid[] not null,
  ordered_at timestamptz not null,
  -- when retention-service confirmed it, and what its owner refused
  confirmed_at timestamptz,
  refused uuid[] not null default '{}',
  primary key (tenant, batch)
);
create index disposition_batch_items on disposition_batch using gin (items)
  where confirmed_at is not null;

alter table disposition_batch enable row level security;
alter table disposition_batch force row level security;
create policy one_tenant on disposition_batch to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
grant select, insert (tenant, batch, owner, kind, controller, items, ordered_at),
    update (confirmed_at, refused)
  on disposition_batch to ${app};
