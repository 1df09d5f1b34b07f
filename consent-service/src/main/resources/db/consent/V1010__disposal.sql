-- SPDX-License-Identifier: Apache-2.0
-- Items that retention-service ordered destroyed. What an event said of such an item is taken out of
-- it; its place, its type and its circumstances stay, and so does the entry of the trail.

-- Every order that was received, before anything is done about it. Nobody changes one or takes it out.
create table disposition_order (
  tenant text not null,
  batch uuid not null,
  kind text not null,
  controller text not null,
  items uuid[] not null,
  basis text not null,
  ordered_at timestamptz not null,
  -- id of the event that it came with
  event_id text not null,
  received_at timestamptz not null default clock_timestamp(),
  primary key (tenant, batch)
);

-- What is gone, by the order that asked for it.
create table disposed_item (
  tenant text not null,
  kind text not null,
  item uuid not null,
  batch uuid not null,
  -- whose key what was sealed in it lies under; of a consent only
  key_owner text,
  disposed_at timestamptz not null default clock_timestamp(),
  primary key (tenant, kind, item)
);
create index disposed_item_of_batch on disposed_item (tenant, batch);

do $$
declare name text;
begin
  foreach name in array array['disposition_order', 'disposed_item'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end $$;

create policy one_tenant on disposition_order to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy one_tenant on disposed_item for select to ${app}
  using (tenant = current_setting('temoin.tenant', true));
-- Restoring a backup asks which keys have to be destroyed again.
create policy every_tenant on disposed_item for select to ${feed} using (true);
grant select on disposed_item to ${feed};
grant select, insert (tenant, batch, kind, controller, items, basis, ordered_at, event_id)
  on disposition_order to ${app};
grant select on disposed_item to ${app};

-- An id tells when what it names was made, to the millisecond: that finds its event, without an index
-- that every decision would have to be entered in.
create index event_by_time on event using brin (recorded_at)
  with (pages_per_range = 16, autosummarize = on);

-- Which numbers still lie under a key.
create index consent_under_key on event (tenant, (payload #>> '{number,subject}'))
  where type = 'ConsentGiven';

-- Whoever owns the tables takes the content out, in the function below and nowhere else.
create policy disposal_finds on event for select to current_user using (true);
create policy disposal_redacts on event for update to current_user using (true) with check (true);
create policy disposal on consent to current_user using (true) with check (true);
create policy disposal on disposition_order for select to current_user using (true);
create policy disposal on disposed_item to current_user using (true) with check (true);

-- The item of a kind that an event is about; nothing for any other event. What protects a person for
-- good (objections, withdrawals, a minor's flag) is of no kind.
create function disposable_item(kind text, type text, payload json) returns uuid
language sql immutable as $$
  select (payload ->> case
    when kind = 'CONSENT_PROOF' and type in ('ConsentGiven', 'ConsentExpired') then 'consent'
    when kind = 'CALL_DECISION' and type = 'CallDecided' then 'decision'
    when kind = 'CALL_ATTEMPT' and type = 'CallAttempted' then 'attempt'
    when kind = 'NOTICE_SERVED' and type in ('NoticeServed', 'NoticeFailed') then 'serving'
    when kind = 'PREFERENCE' and type = 'PreferencesStated' then 'statement'
    when kind = 'SELF_SERVICE_LINK' and type = 'SelfServiceLinkIssued' then 'link'
  end)::uuid
$$;

-- Until when the law wants the proof of a consent kept: what the consent says itself, and what every
-- call that rested on it says.
create function proof_kept_until(of_tenant text, of_stream text, given json) returns timestamptz
language sql stable as $$
  select greatest(
    (given ->> 'proofKeptUntil')::timestamptz,
    (select max((p ->> 'keptUntil')::timestamptz)
     from event d cross join lateral json_array_elements(d.payload -> 'proofs') p
     where d.tenant = of_tenant and d.stream = of_stream and d.type = 'CallDecided'
       and p ->> 'consent' = given ->> 'consent'))
$$;

-- Takes the content out of the named events of the session's tenant. Every one of them has to be
-- about an item that the recorded order names, of the controller that it names, and past its minimum
-- on the day of the order; otherwise nothing happens. Repeating it changes nothing.
-- Answers how many it took the content out of.
create function redact_events(by_batch uuid, of_streams text[], of_versions bigint[]) returns bigint
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  of_tenant text := current_setting('temoin.tenant');
  ordered disposition_order;
  redacted bigint;
begin
  select * into ordered from disposition_order where tenant = of_tenant and batch = by_batch;
  if not found then
    raise exception 'no such order is on record' using errcode = 'check_violation';
  end if;
  -- In one order, so that two that do the same wait for each other.
  perform from event e
  join unnest(of_streams, of_versions) n (stream, version) using (stream, version)
  where e.tenant = of_tenant
  order by e.stream, e.version for update of e;
  if exists (
      select from unnest(of_streams, of_versions) n (stream, version)
      left join event e
        on e.tenant = of_tenant and e.stream = n.stream and e.version = n.version
      where e.type is null
        or e.payload -> 'redacted' is null and (
          disposable_item(ordered.kind, e.type, e.payload) = any(ordered.items) is not true
          or e.payload ->> 'controller' is distinct from ordered.controller)) then
    raise exception 'the order does not name every one of these events'
      using errcode = 'check_violation';
  end if;
  if exists (
      select from unnest(of_streams, of_versions) n (stream, version)
      join event e on e.tenant = of_tenant and e.stream = n.stream and e.version = n.version
      where case e.type
        when 'ConsentGiven' then
          proof_kept_until(of_tenant, e.stream, e.payload) > ordered.ordered_at
        when 'CallDecided' then exists (
          select from json_array_elements(e.payload -> 'proofs') p
          where (p ->> 'keptUntil')::timestamptz > ordered.ordered_at)
        when 'SelfServiceLinkIssued' then
          (e.payload ->> 'expiresAt')::timestamptz > ordered.ordered_at
        else false
      end) then
    raise exception 'one of these events has to be kept longer' using errcode = 'check_violation';
  end if;
  insert into disposed_item (tenant, kind, item, batch, key_owner)
  select of_tenant, ordered.kind, disposable_item(ordered.kind, e.type, e.payload), by_batch,
    max(e.payload #>> '{number,subject}')
  from unnest(of_streams, of_versions) n (stream, version)
  join event e on e.tenant = of_tenant and e.stream = n.stream and e.version = n.version
  where e.payload -> 'redacted' is null
  group by 3
  on conflict do nothing;
  if ordered.kind = 'CONSENT_PROOF' then
    delete from consent c using disposed_item d
    where c.tenant = of_tenant and d.tenant = of_tenant and d.kind = ordered.kind
      and d.item = c.id and d.batch = by_batch;
  end if;
  update event e
  set payload = ('{"redacted":{"order":"' || by_batch || '"}}')::json
  from unnest(of_streams, of_versions) n (stream, version)
  where e.tenant = of_tenant and e.stream = n.stream and e.version = n.version
    and e.payload -> 'redacted' is null;
  get diagnostics redacted = row_count;
  return redacted;
end $$;

revoke all on function redact_events(uuid, text[], bigint[]) from public;
grant execute on function redact_events(uuid, text[], bigint[]) to ${app};

-- Whose keys have nothing left to open, of what an order of the session's tenant took. Asked here, since
-- row-level security would keep the service's own role from the index.
create function keys_without_consent(by_batch uuid) returns setof text
language sql stable security definer set search_path = public, pg_temp as $$
  select distinct d.key_owner from disposed_item d
  where d.tenant = current_setting('temoin.tenant') and d.batch = by_batch
    and d.key_owner is not null
    and not exists (
      select from event e
      where e.tenant = d.tenant and e.type = 'ConsentGiven'
        and e.payload #>> '{number,subject}' = d.key_owner)
$$;

revoke all on function keys_without_consent(uuid) from public;
grant execute on function keys_without_consent(uuid) to ${app};
