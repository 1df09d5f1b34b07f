-- SPDX-License-Identifier: Apache-2.0
-- Cosignatures of witnesses, and the log of logs: a tree whose leaves are checkpoints of the others.

alter table log_head
  -- whether the checkpoint has the cosignatures that the operator's quorum asks for
  add column witnessed boolean not null default true,
  -- the last checkpoint that entered the log of logs
  add column enrolled text,
  add column enrolled_size bigint,
  add column enrolled_at timestamptz;

create index log_head_unwitnessed on log_head (shard) where not witnessed;

-- Who signs checkpoints hands them in.
grant insert on log_pending to ${feed};
