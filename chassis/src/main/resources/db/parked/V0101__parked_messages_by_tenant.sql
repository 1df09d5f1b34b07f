-- SPDX-License-Identifier: Apache-2.0
-- A parked message is seen, replayed and forgotten within its tenant, whatever the query says. The
-- consumers, who take messages of all tenants, park them and learn which keys are parked; what is
-- in a message they cannot read again.

alter table parked_message enable row level security;
alter table parked_message force row level security;

create policy one_tenant on parked_message to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on parked_message to ${feed} using (true) with check (true);

grant select, delete on parked_message to ${app};
revoke all on parked_message from ${feed};
grant insert, select (consumer, message_key, topic, kafka_partition, kafka_offset)
  on parked_message to ${feed};
