-- SPDX-License-Identifier: Apache-2.0
-- Logs that are not what was signed of them: nothing more is signed, whatever process starts next.
-- Only the owner lets one go on, when somebody has looked: by deleting its row.

create table stopped_log (
  shard text primary key,
  why text not null,
  stopped_at timestamptz not null
);
grant select, insert on stopped_log to ${app};
