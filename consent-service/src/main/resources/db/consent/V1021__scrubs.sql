-- SPDX-License-Identifier: Apache-2.0
-- Scrubs of lists, and for a while what became of each number: by its place on the list alone.

create table scrub (
  tenant text not null,
  id uuid not null,
  controller text not null,
  processor text not null,
  purpose text not null,
  campaign text,
  metadata json not null,
  request_hash text,
  numbers integer not null,
  slices integer not null default 0,
  allowed integer not null default 0,
  denied integer not null default 0,
  invalid integer not null default 0,
  duplicates integer not null default 0,
  completed boolean not null default false,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  primary key (tenant, id)
);
create index scrub_in_order on scrub (tenant, touched_at);

create table scrub_slice (
  tenant text not null,
  scrub uuid not null,
  number integer not null,
  items json not null,
  primary key (tenant, scrub, number)
);

do $$
declare name text;
begin
  foreach name in array array['scrub', 'scrub_slice'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy one_tenant on %I to ${app}
      using (tenant = current_setting('temoin.tenant', true))
      with check (tenant = current_setting('temoin.tenant', true))$p$, name);
  end loop;
end $$;

grant select, insert, update on scrub to ${app};
grant select, insert, delete on scrub_slice to ${app};
