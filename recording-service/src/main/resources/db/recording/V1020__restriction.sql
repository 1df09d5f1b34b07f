-- SPDX-License-Identifier: Apache-2.0
-- What requests of people restrict (GDPR art. 18): kept, since recordings may come after the
-- request. Noted before the recordings are looked up; an upload notes its recording first and then
-- looks here, so that one of the two sees the other.

create table restriction (
  tenant text not null,
  request uuid not null,
  controller text not null,
  subject text not null,
  -- what the request is about; both are null for everything of the person at that controller
  recording uuid,
  decision uuid,
  -- only calls that began by then; null for all
  stated_at timestamptz,
  lifted boolean not null default false,
  -- the event that told of it, and its correlation
  cause text not null,
  correlation text not null,
  primary key (tenant, request)
);

create index restriction_subject on restriction (tenant, subject, controller) where not lifted;

alter table restriction enable row level security;
alter table restriction force row level security;
create policy one_tenant on restriction to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on restriction to ${app};

-- What the rights desk makes of an objection: pending until it is decided, then upheld, except for
-- recordings that are kept. Objections of before have no stage, and end as they did.
alter table subject_act
  add column stage text check (stage in ('PENDING', 'UPHELD')),
  add column recording uuid,
  add column kept uuid[] not null default '{}';

grant update (stage, recording, kept) on subject_act to ${app};
