-- SPDX-License-Identifier: Apache-2.0
-- Saved searches as lists show them, made from their events; deleting the checkpoint of the reader
-- saved-searches, and these rows, has them made again. What is run, changed or deleted is read from
-- the events themselves.

create table saved_search (
  tenant text not null,
  id uuid not null,
  owner text not null,
  organisation text not null,
  name text not null,
  description text,
  -- names and values of query parameters of the trail, as JSON; looked through when a person is erased
  filters text not null,
  relative_window text,
  visibility text not null,
  revision bigint not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant, id)
);
-- the list of an organisation, and how many one person keeps
create index saved_search_listed on saved_search (tenant, organisation, created_at desc, id desc);
create index saved_search_owned on saved_search (tenant, organisation, owner);

alter table saved_search enable row level security;
alter table saved_search force row level security;
create policy one_tenant on saved_search to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
grant select, insert, delete on saved_search to ${app};
grant update (name, description, filters, relative_window, visibility, revision, changed_at)
  on saved_search to ${app};
