-- SPDX-License-Identifier: Apache-2.0
-- The lists of parties and of processing agreements: read models, built from the events and rebuilt
-- from them at will. Decisions never rest on them.

create table party (
  tenant text not null,
  id text not null,
  legal_name text not null,
  roles text not null,
  country text not null,
  primary key (tenant, id)
);

create table processing_agreement (
  id uuid primary key,
  tenant text not null,
  controller text not null,
  processor text not null,
  subject_matter text not null,
  stage text not null,
  version integer not null,
  valid_from timestamptz not null,
  ends_at timestamptz
);

create index processing_agreement_of_controller on processing_agreement (tenant, controller, id);
create index processing_agreement_of_processor on processing_agreement (tenant, processor, id);

alter table party enable row level security;
alter table party force row level security;
create policy one_tenant on party to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

alter table processing_agreement enable row level security;
alter table processing_agreement force row level security;
create policy one_tenant on processing_agreement to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on party, processing_agreement to ${app};
