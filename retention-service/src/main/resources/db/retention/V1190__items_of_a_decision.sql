-- SPDX-License-Identifier: Apache-2.0
-- What was told of a call before its decision is completed when that comes: by the decision.

create index registered_item_decision on registered_item (tenant, decision)
  where decision is not null;
