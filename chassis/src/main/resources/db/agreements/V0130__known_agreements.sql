-- SPDX-License-Identifier: Apache-2.0
-- The processing agreements as consent-service published them, for the services that do not keep
-- them: what a processor sees of a controller rests on them. No read model of this service's own
-- events; to build it anew, empty it and move the consumer group back to the topic's beginning.

create table known_agreement (
  tenant text not null,
  agreement uuid not null,
  -- version of the agreement's stream that was noted last
  sequence bigint not null,
  controller text not null,
  processor text not null,
  -- signed, and not suspended
  active boolean not null default false,
  valid_from timestamptz not null,
  ends_at timestamptz,
  engaged_by text,
  purposes text[] not null,
  all_campaigns boolean not null,
  campaigns text[] not null,
  sub_processors text[] not null,
  primary key (tenant, agreement)
);

create index known_agreement_parties on known_agreement (tenant, controller, processor);

alter table known_agreement enable row level security;
alter table known_agreement force row level security;
create policy one_tenant on known_agreement to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on known_agreement for select to ${feed} using (true);

grant select, insert, update on known_agreement to ${app};
grant select on known_agreement to ${feed};
