-- SPDX-License-Identifier: Apache-2.0
-- Access packages: their keys, sealed, and the links by which people fetch them. The streams say
-- what happened; a row goes when its package has expired.

create table access_package (
  tenant text not null,
  package uuid not null,
  -- the private key, sealed under a key of the package that is destroyed when it expires
  sealed_key bytea not null,
  recipient_key text not null,
  -- when services have to be done; null once that was looked at
  parts_due_at timestamptz,
  expires_at timestamptz not null,
  primary key (tenant, package)
);

create index access_package_parts_due on access_package (parts_due_at)
  where parts_due_at is not null;
create index access_package_expiry on access_package (expires_at);

create table package_link (
  tenant text not null,
  link uuid not null,
  package uuid not null,
  -- SHA-256 of the token, which is stored nowhere in clear
  token_digest bytea not null,
  -- token and passphrase, sealed as the key is
  sealed bytea not null,
  primary key (tenant, link),
  unique (tenant, token_digest)
);

create index package_link_package on package_link (tenant, package);

alter table access_package enable row level security;
alter table access_package force row level security;
create policy one_tenant on access_package to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on access_package for select to ${feed} using (true);

alter table package_link enable row level security;
alter table package_link force row level security;
create policy one_tenant on package_link to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update, delete on access_package to ${app};
grant select, insert, delete on package_link to ${app};
grant select on access_package to ${feed};
