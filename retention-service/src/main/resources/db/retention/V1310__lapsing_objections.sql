-- SPDX-License-Identifier: Apache-2.0
-- When an objection to recordings is upheld if nobody decides on it. Of one that was recorded long after
-- it was received, that is later than its deadline. Written once that has passed: until then nobody has
-- to look for it.

alter table request add column lapses_at timestamptz;

create index request_lapse on request (lapses_at, tenant, request) where state = 'OPEN';
