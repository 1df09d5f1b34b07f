-- SPDX-License-Identifier: Apache-2.0
-- Wrapped data keys, in a database of their own with a short backup window. A destroyed key keeps
-- its row, without the key: a scope never gets a second one.

create table shreddable_key (
  tenant text not null,
  scope text not null,
  key_id uuid,
  epoch integer,
  wrapped bytea,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  basis text,
  fingerprint text,
  primary key (tenant, scope),
  check ((wrapped is null) = (destroyed_at is not null))
);
create index shreddable_key_epoch on shreddable_key (epoch) where wrapped is not null;

-- Not forced: the owner re-wraps every tenant's keys when an epoch ends.
alter table shreddable_key enable row level security;
create policy one_tenant on shreddable_key to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on shreddable_key to ${app};
