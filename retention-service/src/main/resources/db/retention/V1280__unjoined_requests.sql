-- SPDX-License-Identifier: Apache-2.0
-- To whoever took a request in, one that was joined to another one is answered when that one is: the list
-- looks there. Which one it is, only their events say of those that were joined before.

alter table request add column answered_with uuid;

alter table request no force row level security;
alter table event no force row level security;

update request set answered_with = (joined.payload ->> 'into')::uuid
from event joined
where joined.tenant = request.tenant
  and joined.stream = 'request-' || request.request
  and joined.type = 'RequestJoined'
  and request.state in ('JOINED', 'CLOSED')
  and not exists (
    select 1 from event withdrawn
    where withdrawn.tenant = joined.tenant
      and withdrawn.stream = joined.stream
      and withdrawn.type = 'DsrWithdrawn');

alter table request force row level security;
alter table event force row level security;
