-- SPDX-License-Identifier: Apache-2.0
-- What the other services hold about a person, as they say it on their topics, for that person: the recordings and who listened, and
-- where their requests are. Topics forget after 30 days; these rows stay until ${feed} removes them, a while after their end.

create table held_recording (
  tenant text not null,
  recording uuid not null,
  controller text not null,
  subject text not null,
  -- of the recording's own event: unknown while only its retention was heard of
  processor text,
  campaign text,
  purposes text[],
  ended_at timestamptz,
  -- last local day; unknown while it waits for something
  due_on date,
  erased_at timestamptz,
  primary key (tenant, recording)
);

create index held_recording_person on held_recording (tenant, controller, subject, ended_at desc);
create index held_recording_erased on held_recording (erased_at) where erased_at is not null;

create table held_listening (
  tenant text not null,
  listening uuid not null,
  recording uuid not null,
  controller text not null,
  subject text not null,
  purpose text not null,
  role text,
  organisation text,
  reason text,
  granted_at timestamptz,
  first_heard_at timestamptz,
  last_heard_at timestamptz,
  at timestamptz not null,
  primary key (tenant, listening)
);

create index held_listening_recording on held_listening (tenant, recording, at desc);
create index held_listening_age on held_listening (at);

create table held_request (
  tenant text not null,
  request uuid not null,
  controller text not null,
  subject text not null,
  type text not null,
  state text not null,
  received_by text not null,
  received_at timestamptz not null,
  due_at timestamptz not null,
  answered_at timestamptz,
  -- the request whose answer is that of this one, too
  joined_to uuid,
  primary key (tenant, request)
);

create index held_request_person on held_request (tenant, controller, subject, received_at desc);
create index held_request_age on held_request (received_at) where state <> 'OPEN';

do $$
declare each text;
begin
  foreach each in array array['held_recording', 'held_listening', 'held_request'] loop
    execute format('alter table %I enable row level security', each);
    execute format('alter table %I force row level security', each);
    execute format($policy$create policy one_tenant on %I to ${app}
      using (tenant = current_setting('temoin.tenant', true))
      with check (tenant = current_setting('temoin.tenant', true))$policy$, each);
    execute format('create policy every_tenant on %I to ${feed} using (true)', each);
    execute format('grant select, insert, update on %I to ${app}', each);
    execute format('grant select, delete on %I to ${feed}', each);
  end loop;
end $$;
