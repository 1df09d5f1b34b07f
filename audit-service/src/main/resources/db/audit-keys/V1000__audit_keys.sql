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

-- Logs that no longer match what was signed of them: nothing more is signed, whatever process starts next.
-- Only the owner lets one go on, when somebody has looked: by deleting its row.
create table stopped_log (
  shard text primary key,
  why text not null,
  stopped_at timestamptz not null
);
grant select, insert on stopped_log to ${app};

-- What was asked of the trail about a person is sealed under that person's key and names the key alone, so
-- that nothing names the person once the key is destroyed.
create index shreddable_key_by_id on shreddable_key (tenant, key_id) where key_id is not null;
