-- SPDX-License-Identifier: Apache-2.0
-- How much of each monthly sampling budget is used. Not a read model: it is counted before the decision, so that
-- replicas together never exceed a budget. Losing it starts the months anew.

create table sample_budget (
  tenant text not null,
  controller text not null,
  purpose text not null,
  month date not null,
  used integer not null check (used >= 0),
  primary key (tenant, controller, purpose, month)
);

alter table sample_budget enable row level security;
alter table sample_budget force row level security;
create policy one_tenant on sample_budget to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on sample_budget to ${app};
