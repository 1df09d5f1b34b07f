-- SPDX-License-Identifier: Apache-2.0
-- Whether a processor is instructed now to serve all of these purposes for a controller: what the rule
-- Visibility says of entries, which belong to no campaign, where they are searched (ADR 0037). An
-- engaged processor may do no more than the one that engages it (GDPR art. 28(4)).

create function agreement_covers(
  of_tenant text, of_controller text, of_processor text, of_purposes text[]) returns boolean
language sql stable as $$
  select exists (
    select 1 from known_agreement own
    where own.tenant = of_tenant and own.controller = of_controller
      and own.processor = of_processor and own.active
      and own.valid_from <= now() and (own.ends_at is null or now() < own.ends_at)
      and own.purposes @> of_purposes
      and (own.engaged_by is null or exists (
        select 1 from known_agreement engaging
        where engaging.tenant = of_tenant and engaging.controller = of_controller
          and engaging.processor = own.engaged_by and engaging.engaged_by is null and engaging.active
          and engaging.valid_from <= now() and (engaging.ends_at is null or now() < engaging.ends_at)
          and engaging.sub_processors @> array[of_processor]
          and engaging.purposes @> of_purposes)))
$$;
