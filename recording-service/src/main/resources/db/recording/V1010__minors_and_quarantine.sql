-- SPDX-License-Identifier: Apache-2.0
-- Recordings that are set apart, and who turned out to be under age.

-- The view gets a column that its rows cannot tell: it is built anew from the feed.
truncate recording_view;
delete from feed_checkpoint where reader = 'recording-view';

alter table recording_view add column call_purpose text not null;
alter table recording_view drop constraint recording_view_state_check;
alter table recording_view add constraint recording_view_state_check
  check (state in ('REGISTERED', 'BARRED', 'STORED', 'QUARANTINED', 'ERASED'));

-- Barred ones whose bytes may have to be removed; few at any time.
create index recording_view_barred on recording_view (registered_at) where state = 'BARRED';

-- What consent-service told: no read model of this service's events, and not rebuilt from them. Pseudonyms only.
create table minor_flag (
  tenant text not null,
  controller text not null,
  subject text not null,
  flag uuid not null,
  stated_at timestamptz not null,
  -- the event that told of it, and its correlation: a quarantine is caused by it
  cause text not null,
  correlation text not null,
  primary key (tenant, flag)
);

create index minor_flag_subject on minor_flag (tenant, subject, controller);

alter table minor_flag enable row level security;
alter table minor_flag force row level security;
create policy one_tenant on minor_flag to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on minor_flag for select to ${feed} using (true);

grant select, insert on minor_flag to ${app};
grant select on minor_flag to ${feed};
