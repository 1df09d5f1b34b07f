-- SPDX-License-Identifier: Apache-2.0
-- The list of consents: a read model, built from the events and rebuilt from them at will.

create table consent (
  id uuid primary key,
  tenant text not null,
  controller text not null,
  processor text,
  subject text not null,
  purposes text not null,
  channel text not null,
  collected_by text not null,
  collected_at timestamptz not null,
  valid_until timestamptz not null,
  withdrawn_at timestamptz
);

create index consent_of_contact on consent (tenant, controller, subject);
create index consent_in_order on consent (tenant, collected_at desc, id desc);

alter table consent enable row level security;
alter table consent force row level security;
create policy one_tenant on consent to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on consent to ${app};
