-- SPDX-License-Identifier: Apache-2.0
-- Where each controller is established, as consent-service says: its law applies to what is retained
-- from that day on.

create table controller_country (
  tenant text not null,
  controller text not null,
  -- first local day on which it counts
  since date not null,
  -- ISO 3166-1
  country text not null,
  -- of two statements that count from the same day, the later one does
  stated_at timestamptz not null,
  primary key (tenant, controller, since)
);

alter table controller_country enable row level security;
alter table controller_country force row level security;
create policy one_tenant on controller_country to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on controller_country to ${app};
