-- SPDX-License-Identifier: Apache-2.0
-- When a run may order an item, beside when it is due: what a person has to look at first waits
-- until somebody has, and at most until the end of its maximum. The same as in ReviewedRows. Of a
-- recording of which nobody has noted yet how long it waits, the day it is due counts: whoever
-- releases a hold is told of too much rather than too little.

create or replace view holdable_item with (security_invoker = true) as
  select tenant, recording as item, 'RECORDING' as kind, controller, subject, campaign, purposes,
    ended_at, stage, due_on, due_at, null::uuid as call,
    case when review_at is null then due_at else greatest(due_at, review_until) end
      as orderable_at
  from retained_item
  union all
  select tenant, item, kind, controller, subject, campaign, purposes || kept_for, ended_at, stage,
    due_on, due_at, coalesce(decision, case when kind = 'CALL_DECISION' then item end),
    case when review_until > due_at and erase_at is null and released_for is distinct from due_at
      then review_until else due_at end
  from registered_item;
