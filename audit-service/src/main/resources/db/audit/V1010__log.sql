-- SPDX-License-Identifier: Apache-2.0
-- The log that proves the trail: a tree of hashes per tenant and half-year (a shard), in the form of
-- c2sp.org/tlog-tiles. ${app} hands leaves in and reads; ${feed} alone puts them into the tree, and
-- neither can change or remove a leaf. The salts lie apart: destroying them is how a person is
-- forgotten without touching the tree.

create table entry_salt (
  tenant text not null,
  event_id text not null,
  action bytea not null check (octet_length(action) = 32),
  subject bytea check (octet_length(subject) = 32),
  primary key (tenant, event_id)
);

alter table entry_salt enable row level security;
alter table entry_salt force row level security;
create policy one_tenant on entry_salt to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
grant select, insert on entry_salt to ${app};

-- Leaves that wait for their place. The order of the log is made where they leave this table.
create table log_pending (
  position bigint generated always as identity primary key,
  tenant text not null,
  shard text not null,
  period text not null,
  event_id text not null,
  leaf bytea not null
);
create index log_pending_shard on log_pending (shard, position);

alter table log_pending enable row level security;
alter table log_pending force row level security;
create policy one_tenant on log_pending for insert to ${app}
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on log_pending to ${feed} using (true) with check (true);
grant insert on log_pending to ${app};
grant select, delete on log_pending to ${feed};

create table log_leaf (
  shard text not null,
  index bigint not null check (index >= 0),
  tenant text not null,
  event_id text not null,
  leaf bytea not null,
  primary key (shard, index),
  unique (tenant, event_id)
);

alter table log_leaf enable row level security;
alter table log_leaf force row level security;
create policy one_tenant on log_leaf for select to ${app}
  using (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on log_leaf to ${feed} using (true) with check (true);
grant select on log_leaf to ${app};
grant select, insert on log_leaf to ${feed};

-- The widest version of each tile; a narrower one is its beginning.
create table log_tile (
  shard text not null,
  level smallint not null,
  index bigint not null,
  width smallint not null check (width between 1 and 256),
  content bytea not null check (octet_length(content) = 32 * width),
  primary key (shard, level, index)
);
alter table log_tile alter content set storage external;
grant select, insert, update (width, content) on log_tile to ${feed};

create table log_head (
  shard text primary key,
  tenant text not null,
  period text not null,
  size bigint not null,
  root bytea not null check (octet_length(root) = 32),
  -- the last signed note of a head, and of which size
  checkpoint text,
  checkpoint_size bigint,
  checkpoint_at timestamptz
);

alter table log_head enable row level security;
alter table log_head force row level security;
create policy one_tenant on log_head for select to ${app}
  using (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on log_head to ${feed} using (true) with check (true);
grant select on log_head to ${app};
grant select, insert, update on log_head to ${feed};
