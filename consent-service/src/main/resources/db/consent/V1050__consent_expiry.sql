-- SPDX-License-Identifier: Apache-2.0
-- Consents that are due to end are found in the list; their own stream decides.

-- What the end of a consent refers to; absent of rows that were there before.
alter table consent add column cause text;
alter table consent add column correlation text;
-- Its end was recorded, or there was nothing to record.
alter table consent add column expiry_taken_at timestamptz;

create index consent_due on consent (valid_until, id)
  where withdrawn_at is null and expiry_taken_at is null;

-- ${feed} claims the due rows of all tenants.
create policy every_tenant on consent to ${feed} using (true) with check (true);
grant select, update on consent to ${feed};
