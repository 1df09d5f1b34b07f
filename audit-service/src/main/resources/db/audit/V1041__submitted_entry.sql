-- SPDX-License-Identifier: Apache-2.0
-- What stands behind the id of a handed-in entry: a keyed hash of everything its sender said, so that
-- the same id with other content is noticed. ${app} adds and reads; nobody changes.

create table submitted_entry (
  tenant text not null,
  event_id text not null,
  content bytea not null check (octet_length(content) = 32),
  -- with an entry's id the same, in the same transaction; claimed first, in the order of the ids
  primary key (tenant, event_id)
);

alter table submitted_entry enable row level security;
alter table submitted_entry force row level security;
create policy one_tenant on submitted_entry to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
grant select, insert on submitted_entry to ${app};
