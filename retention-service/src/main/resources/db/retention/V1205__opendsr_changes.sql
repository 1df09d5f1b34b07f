-- SPDX-License-Identifier: Apache-2.0
-- Who passed a request on from another system follows it there, not at the desk, whose list leaves it
-- out.

alter table request
  add column passed_on boolean not null default false,
  -- whether it counts as an earlier request; not if its answer is that of another one
  add column counts boolean not null default true;

alter table request no force row level security;
alter table opendsr_request no force row level security;

update request set passed_on = true
where exists (
  select 1 from opendsr_request sent
  where sent.tenant = request.tenant and sent.request = request.request);
update request set counts = false where state = 'JOINED';

alter table request force row level security;
alter table opendsr_request force row level security;
