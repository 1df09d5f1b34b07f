-- SPDX-License-Identifier: Apache-2.0
-- How much of a quota each holder (an actor, a person, a link, a stranger's address) has used: the moment at which the
-- quota is whole again. Replicas share it and restarts do not forget it. What is whole again is removed; holders are
-- ids and keyed hashes, no names, numbers or addresses. Emptying the table gives everybody a new quota.

create table quota (
  tenant text not null,
  name text not null,
  holder text not null,
  whole_at timestamptz not null,
  primary key (tenant, name, holder)
) with (fillfactor = 70);

alter table quota enable row level security;
alter table quota force row level security;
create policy one_tenant on quota to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
-- Removes what says nothing any more, of whichever tenant.
create policy whole_again_select on quota for select to ${feed} using (whole_at < now());
create policy whole_again on quota for delete to ${feed} using (whole_at < now());

grant select, insert, update on quota to ${app};
grant select, delete on quota to ${feed};
