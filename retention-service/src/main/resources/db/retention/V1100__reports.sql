-- SPDX-License-Identifier: Apache-2.0
-- Which recordings a report of a contract or a person reaches. A row is written before what it is
-- about is recorded: the report and the recording look for each other, and one of the two finds the
-- other. A contract is named by a keyed fingerprint of its reference.

alter table call_item add column subject text;
create index call_item_subject on call_item (tenant, controller, subject);

create table contract_link (
  tenant text not null,
  controller text not null,
  contract text not null,
  -- a call decision or a recording
  target uuid not null,
  is_call boolean not null,
  primary key (tenant, controller, contract, target, is_call)
);

create index contract_link_target on contract_link (tenant, controller, target);

alter table contract_link enable row level security;
alter table contract_link force row level security;
create policy one_tenant on contract_link to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert on contract_link to ${app};

-- Of whom something was reported.
create table reported_person (
  tenant text not null,
  controller text not null,
  subject text not null,
  primary key (tenant, controller, subject)
);

alter table reported_person enable row level security;
alter table reported_person force row level security;
create policy one_tenant on reported_person to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert on reported_person to ${app};
