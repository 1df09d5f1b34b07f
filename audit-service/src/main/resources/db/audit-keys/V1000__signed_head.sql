-- SPDX-License-Identifier: Apache-2.0
-- What was signed last of each shard, in another database than the log: a log that was restored from
-- an older backup is behind it, and is not signed again.

create table signed_head (
  shard text primary key,
  size bigint not null check (size > 0),
  root bytea not null check (octet_length(root) = 32),
  signed_at timestamptz not null
);
grant select, insert, update (size, root, signed_at) on signed_head to ${app};
