-- SPDX-License-Identifier: Apache-2.0
-- Under which name each party is registered, as consent-service says: what a person reads names it so.

create table party_name (
  tenant text not null,
  party text not null,
  legal_name text not null,
  -- of two statements, the later one counts
  stated_at timestamptz not null,
  primary key (tenant, party)
);

alter table party_name enable row level security;
alter table party_name force row level security;
create policy one_tenant on party_name to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on party_name to ${app};
