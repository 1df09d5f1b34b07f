-- SPDX-License-Identifier: Apache-2.0
-- Which logs the log of logs knows: each of them is there, or somebody is called. It has a leaf a minute of
-- every log that grows, so that the next log is looked for along an index.

create index log_leaf_enrolled on log_leaf (split_part(event_id, '@', 1)) where shard = 'log-of-logs';
