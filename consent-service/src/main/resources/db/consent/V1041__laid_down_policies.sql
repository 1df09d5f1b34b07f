-- SPDX-License-Identifier: Apache-2.0
-- Retention policies that a tenant, a controller or a campaign laid down at retention-service, as it says on its topic: the time limits
-- of the record of processing activities (GDPR art. 30(1)(f)). A few rows a tenant.

create table laid_down_policy (
  tenant text not null,
  policy uuid not null,
  -- absent for the whole tenant
  controller text,
  campaign text,
  purpose text not null,
  version int not null,
  from_event text not null,
  at_least text,
  at_most text,
  reference text not null,
  valid_from date not null,
  valid_to date,
  withdrawn_at timestamptz,
  primary key (tenant, policy)
);

alter table laid_down_policy enable row level security;
alter table laid_down_policy force row level security;
create policy one_tenant on laid_down_policy to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on laid_down_policy to ${app};
