-- SPDX-License-Identifier: Apache-2.0
-- What business systems reported that registered items are kept from, and which calls a contract
-- is about. A part of the register (V1050): the same reader writes it, and it is rebuilt together
-- with it.

create table item_report (
  tenant text not null,
  controller text not null,
  -- the decision of a call, the fingerprint of a contract, or the pseudonym of a person
  target text not null,
  event text not null,
  -- whose periods run from it
  purposes text[] not null,
  -- the last time counts, or else the first report
  repeats boolean not null,
  happened_at timestamptz not null,
  happened_on date not null,
  known_at timestamptz not null,
  -- which report was first
  number bigint generated always as identity,
  primary key (tenant, controller, target, event, happened_at)
);

create table contract_call (
  tenant text not null,
  controller text not null,
  contract text not null,
  decision uuid not null,
  known_at timestamptz not null,
  primary key (tenant, controller, decision, contract)
);

create index contract_call_contract on contract_call (tenant, controller, contract);

alter table item_report enable row level security;
alter table item_report force row level security;
create policy one_tenant on item_report to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

alter table contract_call enable row level security;
alter table contract_call force row level security;
create policy one_tenant on contract_call to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert on item_report, contract_call to ${app};

-- What has happened of that to the items of a plan, as EVENT=day, in the order of the events.
alter table item_plan add column happened text[] not null default '{}';
