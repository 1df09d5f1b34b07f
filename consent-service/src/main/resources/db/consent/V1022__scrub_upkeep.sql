-- SPDX-License-Identifier: Apache-2.0
-- Answers of scrubs are dropped when their time is over, whether or not anybody scrubs again.

alter table scrub add column answers_dropped boolean not null default false;
create index scrub_to_drop on scrub (touched_at) where not answers_dropped;

create policy every_tenant on scrub for select to ${feed} using (true);
grant select (tenant, id, touched_at, answers_dropped) on scrub to ${feed};
grant delete on scrub to ${app};
