-- SPDX-License-Identifier: Apache-2.0
-- Simulations of proposed policies: a queue, how far each is, and what it has counted. None of it
-- is in the events, since a simulation changes nothing; the rows go when they expire. ${feed}
-- carries out the simulations of all tenants.

create table policy_simulation (
  tenant text not null,
  simulation uuid not null,
  policy uuid not null,
  -- whose items are counted: the scope of the policy
  controller text,
  campaign text,
  -- when it was asked for; policies and days are looked at as of then
  as_of timestamptz not null,
  -- RECORDINGS, then REGISTERED, then COMPLETED; or FAILED
  phase text not null,
  -- why it failed
  problem text,
  -- rows to go through, and those that are done; null before the first look
  recordings bigint,
  plans bigint,
  recordings_done bigint not null default 0,
  plans_done bigint not null default 0,
  counted bigint not null default 0,
  -- of the phase: the last row that was counted
  reached uuid,
  begun_at timestamptz,
  ended_at timestamptz,
  expires_at timestamptz not null,
  -- by the replica that carries it out; when it ends, another takes over
  leased_until timestamptz,
  leased_by uuid,
  primary key (tenant, simulation)
);

create index policy_simulation_open on policy_simulation (as_of, tenant, simulation)
  where phase in ('RECORDINGS', 'REGISTERED');
create index policy_simulation_expiry on policy_simulation (expires_at);

create table simulated_items (
  tenant text not null,
  simulation uuid not null,
  kind text not null,
  controller text not null,
  purposes text[] not null,
  change text not null,
  -- first day of the month, if there is a day
  outcome_now text not null,
  month_now date,
  outcome_then text not null,
  month_then date,
  items bigint not null
);

create unique index simulated_items_group on simulated_items (tenant, simulation, kind, controller,
  purposes, change, outcome_now, month_now, outcome_then, month_then) nulls not distinct;

alter table policy_simulation enable row level security;
alter table policy_simulation force row level security;
create policy one_tenant on policy_simulation to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on policy_simulation to ${feed} using (true) with check (true);

alter table simulated_items enable row level security;
alter table simulated_items force row level security;
create policy one_tenant on simulated_items to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on simulated_items to ${feed} using (true) with check (true);

grant select, insert on policy_simulation to ${app};
grant select on simulated_items to ${app};
grant select, update, delete on policy_simulation to ${feed};
grant select, insert, update, delete on simulated_items to ${feed};
