-- SPDX-License-Identifier: Apache-2.0
-- The open requests for rectification (GDPR art. 16) that restrict a contact, and whether the desk waits for a proof of who the person is:
-- a consent is rectified under such a request alone. Of requests that were noted before, nobody knows what they ask for.

create table rectification_request (
  tenant text not null,
  request uuid not null,
  proof_awaited boolean not null default false,
  primary key (tenant, request)
);

alter table rectification_request enable row level security;
alter table rectification_request force row level security;
create policy one_tenant on rectification_request to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update (proof_awaited), delete on rectification_request to ${app};

-- When something of it was last rectified; its end may be earlier since.
alter table consent add column rectified_at timestamptz;

-- A rectification goes with the proof of the consent.
create or replace function disposable_item(kind text, type text, payload json) returns uuid
language sql immutable as $$
  select (payload ->> case
    when kind = 'CONSENT_PROOF' and type in ('ConsentGiven', 'ConsentExpired', 'ConsentRectified') then 'consent'
    when kind = 'CALL_DECISION' and type = 'CallDecided' then 'decision'
    when kind = 'CALL_ATTEMPT' and type = 'CallAttempted' then 'attempt'
    when kind = 'NOTICE_SERVED' and type in ('NoticeServed', 'NoticeFailed') then 'serving'
    when kind = 'PREFERENCE' and type = 'PreferencesStated' then 'statement'
    when kind = 'SELF_SERVICE_LINK' and type = 'SelfServiceLinkIssued' then 'link'
  end)::uuid
$$;
