-- SPDX-License-Identifier: Apache-2.0
-- The trail. ${app} adds entries and reads those of one tenant; it can neither change nor remove
-- one: no role of the running service can. An entry refers to data and does not repeat it.

create table audit_entry (
  tenant text not null,
  event_id text not null,
  position bigint generated always as identity,
  at timestamptz not null,
  recorded_at timestamptz not null,
  service text not null,
  action text not null,
  outcome text not null,
  because varchar[] not null,
  actor text not null,
  organisation text not null,
  role text not null,
  workstation text,
  purposes varchar[] not null,
  reason_code text,
  reason_reference text,
  operation text not null,
  channel text,
  controller text,
  subject text,
  recording text,
  decision text,
  consent text,
  correlation text not null,
  causation text,
  stream text not null,
  sequence bigint not null,
  -- also the inbox: an event delivered twice is one entry
  primary key (tenant, event_id)
);

-- Every list is read in the order (at, position); an index per question keeps that order.
create index audit_entry_time on audit_entry (tenant, at, position);
create index audit_entry_actor on audit_entry (tenant, actor, at, position);
create index audit_entry_action on audit_entry (tenant, action, at, position);
create index audit_entry_correlation on audit_entry (tenant, correlation, at, position);
create index audit_entry_workstation on audit_entry (tenant, workstation, at, position)
  where workstation is not null;
create index audit_entry_subject on audit_entry (tenant, subject, at, position)
  where subject is not null;
create index audit_entry_recording on audit_entry (tenant, recording, at, position)
  where recording is not null;
-- What a recording rests on: the entries of the decision and of the consent themselves.
create index audit_entry_decision on audit_entry (tenant, decision) where recording is null;
create index audit_entry_consent on audit_entry (tenant, consent)
  where decision is null and recording is null;

alter table audit_entry enable row level security;
alter table audit_entry force row level security;
create policy one_tenant on audit_entry to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert on audit_entry to ${app};
