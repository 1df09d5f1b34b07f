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
grant select, insert, delete on parked_message to ${feed};
