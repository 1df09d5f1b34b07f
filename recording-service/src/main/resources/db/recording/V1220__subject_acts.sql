-- SPDX-License-Identifier: Apache-2.0
-- What people said that ends purposes of their recordings: withdrawals, objections, opt-outs, and that they are under age.

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

-- The owner is bound by the policies of a table too while they are forced.
alter table minor_flag no force row level security;
alter table subject_act no force row level security;
insert into subject_act (tenant, controller, subject, act, kind, stated_at, cause, correlation)
  select tenant, controller, subject, flag, 'MINOR', stated_at, cause, correlation from minor_flag;
drop table minor_flag;
alter table subject_act force row level security;

-- Which recordings a call has: legs, and repeated uploads. Forgotten once no opt-out can come any more.
create table call_recording (
  tenant text not null,
  decision uuid not null,
  recording uuid not null,
  ended_at timestamptz not null,
  noted_at timestamptz not null default now(),
  primary key (tenant, decision, recording)
);

create index call_recording_noted on call_recording (tenant, noted_at);

alter table call_recording enable row level security;
alter table call_recording force row level security;
create policy one_tenant on call_recording to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, delete on call_recording to ${app};

-- The view gets columns that its rows cannot tell: it is built anew from the feed.
truncate recording_view;
delete from feed_checkpoint where reader = 'recording-view';

alter table recording_view
  add column decision uuid not null,
  add column bases varchar[] not null,
  add column kept_by_law boolean not null,
  add column consented_at timestamptz not null,
  add column quarantine text;
