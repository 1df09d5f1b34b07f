-- SPDX-License-Identifier: Apache-2.0
-- An export that is narrowed to a person who is erased is withdrawn, also one that nobody has begun to
-- write. By the word that stands for the person then it would find what all who were erased did.

alter table export add column names_erased boolean not null default false;

create or replace function forget_subject_in_exports(person text) returns void
language sql security definer set search_path = public, pg_temp as $$
  update export set names_erased = true, filters = (
    select json_object_agg(key, case value when person then 'erased' else value end)
    from json_each_text(filters))
  where tenant = current_setting('temoin.tenant')
    and exists (select from json_each_text(filters) where value = person)
$$;

-- Of those that wait, it cannot be told any more who wrote the word down.
update export set names_erased = true
where state in ('REQUESTED', 'RUNNING')
  and exists (select from json_each_text(filters) where value = 'erased');
