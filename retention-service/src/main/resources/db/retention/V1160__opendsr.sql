-- SPDX-License-Identifier: Apache-2.0
-- What arrived by OpenDSR, and what its senders are told. The streams of the requests say what became
-- of them; a row says who sent it, under which id, and where to report it. ${app} works inside one
-- tenant; ${feed} finds what has changed, and delivers the callbacks of all.

create table opendsr_request (
  tenant text not null,
  -- who sent it: the controller, or a processor that works for it
  organisation text not null,
  -- the sender's id of it
  subject_request_id uuid not null,
  controller text not null,
  -- the request at the desk
  request uuid not null,
  -- keyed hash of what was sent; that itself is not stored
  digest bytea not null,
  received_at timestamptz not null,
  callback_urls text[] not null,
  -- what the sender was told last
  status text not null,
  -- the request whose answer is that of this one
  answered_with uuid,
  -- how many changes there were, and how many of them the sender was told of
  changes bigint not null default 0,
  told bigint not null default 0,
  primary key (tenant, organisation, subject_request_id),
  unique (tenant, request)
);

create index opendsr_request_changed on opendsr_request (tenant, request) where changes > told;
create index opendsr_request_answered_with on opendsr_request (tenant, answered_with)
  where answered_with is not null;

create table opendsr_callback (
  tenant text not null,
  callback uuid not null,
  request uuid not null,
  controller text not null,
  url text not null,
  status text not null,
  body text not null,
  -- in this order for each request and address
  number bigint generated always as identity,
  attempts integer not null default 0,
  -- when to try; null once it was delivered or given up
  next_at timestamptz,
  -- the process that is trying it, for as long as that may take
  lease uuid,
  lease_until timestamptz,
  settled_at timestamptz,
  delivered boolean not null default false,
  -- why the last attempt failed
  failure text,
  primary key (tenant, callback)
);

create index opendsr_callback_due on opendsr_callback (next_at, number) where next_at is not null;
create index opendsr_callback_settled on opendsr_callback (settled_at)
  where settled_at is not null;

alter table opendsr_request enable row level security;
alter table opendsr_request force row level security;
create policy one_tenant on opendsr_request to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on opendsr_request for select to ${feed} using (true);

alter table opendsr_callback enable row level security;
alter table opendsr_callback force row level security;
create policy one_tenant on opendsr_callback to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on opendsr_callback to ${feed} using (true);

grant select, insert, update on opendsr_request to ${app};
grant select on opendsr_request to ${feed};
grant select, insert on opendsr_callback to ${app};
grant select, update, delete on opendsr_callback to ${feed};
