-- SPDX-License-Identifier: Apache-2.0
-- What the relay knows of its topic, and messages that a consumer could not handle.

create table published_offset (
  reader text not null,
  partition integer not null,
  next_offset bigint not null,
  primary key (reader, partition)
);
grant select, insert, update on published_offset to ${feed};

create table parked_message (
  position bigint generated always as identity primary key,
  consumer text not null,
  message_key text not null,
  topic text not null,
  kafka_partition integer not null,
  kafka_offset bigint not null,
  tenant text not null,
  event_id text,
  event_type text,
  headers json not null,
  payload bytea not null,
  reason text not null,
  parked_at timestamptz not null,
  unique (consumer, topic, kafka_partition, kafka_offset)
);
create index parked_message_key on parked_message (consumer, message_key, position);
create index parked_message_tenant on parked_message (tenant, position);

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
grant insert, select (consumer, message_key, topic, kafka_partition, kafka_offset)
  on parked_message to ${feed};
