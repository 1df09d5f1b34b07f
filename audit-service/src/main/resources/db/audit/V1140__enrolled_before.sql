-- SPDX-License-Identifier: Apache-2.0
-- A checkpoint that was handed in for the log of logs is proven only when it has its place there. Until
-- then the one before it is shown: the last that was proven when the next was handed in.

alter table log_head
  add column enrolled_before text,
  add column enrolled_before_size bigint;

grant update (enrolled_before, enrolled_before_size) on log_head to ${feed};
