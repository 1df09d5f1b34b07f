-- SPDX-License-Identifier: Apache-2.0
-- How long a recording waits for a person at most was noted as if purposes that had been fulfilled
-- were alive, also those whose policies ask for no review. It is noted anew within a minute; until
-- then nothing of it is ordered.

alter table retained_item no force row level security;

update retained_item set review_until = null
where review_at is not null and stage in ('SCHEDULED', 'UNDER_MINIMUM');

alter table retained_item force row level security;
