-- SPDX-License-Identifier: Apache-2.0
-- The list of recordings, built from the feed; may be dropped and rebuilt. Pseudonyms and facts only.

create table recording_view (
  tenant text not null default current_setting('temoin.tenant'),
  recording uuid not null,
  state text not null
    check (state in ('REGISTERED', 'BARRED', 'STORED', 'QUARANTINED', 'ERASED')),
  controller text not null,
  processor text not null,
  -- a processor sees what its instructions cover
  campaign text,
  subject text not null,
  decision uuid not null,
  call_purpose text not null,
  purposes varchar[] not null,
  fulfilled varchar[] not null default '{}',
  bases varchar[] not null,
  kept_by_law boolean not null,
  consented_at timestamptz not null,
  started_at timestamptz not null,
  ended_at timestamptz not null,
  registered_at timestamptz not null,
  length bigint,
  sha256 text,
  stored_at timestamptz,
  quarantine text,
  erased_at timestamptz,
  primary key (tenant, recording)
);

-- Lists go from the newest call to the oldest.
create index recording_view_time on recording_view (tenant, started_at desc, recording desc);
create index recording_view_subject on recording_view (tenant, subject, started_at desc, recording desc);
-- Uploads that may have been abandoned; few at any time.
create index recording_view_registered on recording_view (registered_at) where state = 'REGISTERED';
-- Barred ones whose bytes may have to be removed; few at any time.
create index recording_view_barred on recording_view (registered_at) where state = 'BARRED';

alter table recording_view enable row level security;
alter table recording_view force row level security;
create policy one_tenant on recording_view to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on recording_view for select to ${feed} using (true);

grant select, insert, update on recording_view to ${app};
grant select on recording_view to ${feed};

-- What people said that ends purposes of their recordings: withdrawals, objections, opt-outs, and that they are under age.
-- consent-service published it: no read model of this service's events, and not rebuilt from them. Pseudonyms only.
create table subject_act (
  tenant text not null,
  controller text not null,
  subject text not null,
  act uuid not null,
  kind text not null check (kind in ('MINOR', 'OPTED_OUT', 'CONSENT_WITHDRAWN', 'OBJECTED')),
  -- the one call it is about, if it is about one
  decision uuid,
  stated_at timestamptz not null,
  -- the event that told of it, and its correlation: what follows is caused by it
  cause text not null,
  correlation text not null,
  primary key (tenant, act)
);

create index subject_act_subject on subject_act (tenant, subject, controller);

alter table subject_act enable row level security;
alter table subject_act force row level security;
create policy one_tenant on subject_act to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on subject_act for select to ${feed} using (true);

grant select, insert on subject_act to ${app};
grant select on subject_act to ${feed};

-- Which recordings a call has: legs, and repeated uploads. And whose they are: what a person withdraws reaches those that the
-- list does not have yet. Forgotten once no opt-out can come any more.
create table call_recording (
  tenant text not null,
  decision uuid not null,
  recording uuid not null,
  controller text not null,
  subject text not null,
  noted_at timestamptz not null default now(),
  primary key (tenant, decision, recording)
);

create index call_recording_noted on call_recording (tenant, noted_at);
create index call_recording_subject on call_recording (tenant, subject, controller);

alter table call_recording enable row level security;
alter table call_recording force row level security;
create policy one_tenant on call_recording to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, delete on call_recording to ${app};

-- Answers with audio that are being sent, and those that are not yet recorded as heard. Few at any time: a row goes when the
-- event is committed.

create table playback_range (
  tenant text not null,
  id uuid not null,
  recording uuid not null,
  listening uuid not null,
  purpose text not null,
  -- who listens, as the grant's event says
  actor text not null,
  organisation text not null,
  role text not null,
  workstation text,
  client text not null,
  correlation text not null,
  cause text not null,
  -- when the sending has to be over
  until timestamptz not null,
  from_ms bigint not null,
  to_ms bigint not null,
  opened_at timestamptz not null,
  last_byte_at timestamptz not null,
  ended text check (ended in
    ('FINISHED', 'CLIENT_GONE', 'STALLED', 'LISTENING_OVER', 'RECORDING_WITHHELD', 'SERVICE_STOPPED', 'LOST')),
  -- the last sign of life of the process that sends
  seen_at timestamptz not null default now(),
  -- the event it becomes part of, once somebody began to record it
  playback uuid,
  primary key (tenant, id)
);

create index playback_range_listening on playback_range (tenant, listening);

alter table playback_range enable row level security;
alter table playback_range force row level security;
create policy one_tenant on playback_range to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on playback_range for select to ${feed} using (true);

grant select, insert, update, delete on playback_range to ${app};
grant select on playback_range to ${feed};
