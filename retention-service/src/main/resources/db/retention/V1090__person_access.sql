-- SPDX-License-Identifier: Apache-2.0
-- Who was granted to listen to the recordings of a person, and when something was heard: what recording-service says, so that a person
-- and the controller can be told. Topics forget after 30 days, these rows are kept as long as an access log is, and removed by ${feed}.

create table person_access (
  tenant text not null,
  listening uuid not null,
  recording uuid not null,
  controller text not null,
  subject text not null,
  purpose text not null,
  -- of the grant; unknown if only the playback was heard of
  role text,
  organisation text,
  reason text,
  granted_at timestamptz,
  first_heard_at timestamptz,
  last_heard_at timestamptz,
  -- when it was granted or, that unknown, first heard
  at timestamptz not null,
  primary key (tenant, listening)
);

create index person_access_recording on person_access (tenant, recording, at desc);
create index person_access_age on person_access (at);

alter table person_access enable row level security;
alter table person_access force row level security;
create policy one_tenant on person_access to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on person_access to ${feed} using (true);

grant select, insert, update on person_access to ${app};
grant select, delete on person_access to ${feed};
