-- SPDX-License-Identifier: Apache-2.0
-- A request that was joined to another one does not count as an earlier one. V1205 knew those that were
-- still JOINED; of those that had been closed since, only their events say so.

alter table request no force row level security;
alter table event no force row level security;

update request set counts = false
where counts and state = 'CLOSED' and exists (
  select 1 from event joined
  where joined.tenant = request.tenant
    and joined.stream = 'request-' || request.request
    and joined.type = 'RequestJoined');

alter table request force row level security;
alter table event force row level security;
