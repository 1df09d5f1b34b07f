-- SPDX-License-Identifier: Apache-2.0
-- The list of recordings, built from the feed; may be dropped and rebuilt. Pseudonyms and facts only.

create table recording_view (
  tenant text not null default current_setting('temoin.tenant'),
  recording uuid not null,
  state text not null check (state in ('REGISTERED', 'STORED', 'ERASED')),
  controller text not null,
  processor text not null,
  subject text not null,
  purposes varchar[] not null,
  fulfilled varchar[] not null default '{}',
  started_at timestamptz not null,
  ended_at timestamptz not null,
  registered_at timestamptz not null,
  length bigint,
  sha256 text,
  stored_at timestamptz,
  erased_at timestamptz,
  primary key (tenant, recording)
);

-- Lists go from the newest call to the oldest.
create index recording_view_time on recording_view (tenant, started_at desc, recording desc);
create index recording_view_subject on recording_view (tenant, subject, started_at desc, recording desc);
-- Uploads that may have been abandoned; few at any time.
create index recording_view_registered on recording_view (registered_at) where state = 'REGISTERED';

alter table recording_view enable row level security;
alter table recording_view force row level security;
create policy one_tenant on recording_view to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on recording_view for select to ${feed} using (true);

grant select, insert, update on recording_view to ${app};
grant select on recording_view to ${feed};
