-- SPDX-License-Identifier: Apache-2.0
-- Copies of registers and suppression lists. Numbers are nowhere: a fingerprint is a keyed hash
-- (HMAC, a key per tenant) cut to 16 bytes, the same that names a person's stream.

-- One import, and for ever after the proof of what was imported.
create table screening_import (
  tenant text not null,
  id uuid not null,
  register text not null,
  controller text not null, -- '' for a public register
  as_of date not null,
  source text not null,
  region text not null,
  header boolean not null,
  metadata json not null,
  request_hash text,
  state text not null
    check (state in ('RECEIVING', 'BUILDING', 'COMPLETED', 'REFUSED', 'ABANDONED')),
  received bigint not null default 0,
  lines bigint not null default 0,
  pieces integer not null default 0,
  rows bigint not null default 0,
  broken_lines bigint[] not null default '{}',
  digest bytea not null, -- SHA-256 of what was received, not finished
  checksum text,
  page_bits smallint not null default 0,
  built integer not null default 0,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  replaced_at timestamptz,
  pages_dropped boolean not null default false,
  primary key (tenant, id)
);
create index screening_import_in_order on screening_import (tenant, started_at desc, id desc);
create index screening_import_at_work on screening_import (touched_at)
  where state in ('RECEIVING', 'BUILDING') or not pages_dropped;

-- What arrived of a file, as fingerprints in order; gone once the copy is built.
create table screening_piece (
  tenant text not null,
  import uuid not null,
  number integer not null,
  ends integer[] not null, -- where the fingerprints that begin with 0x00, 0x01, .. 0xff end
  fingerprints bytea not null,
  primary key (tenant, import, number)
);
-- Hashes do not compress, and parts are read from the middle.
alter table screening_piece alter column fingerprints set storage external;

-- A copy: fingerprints in order, found by their leading bits.
create table screening_page (
  tenant text not null,
  copy uuid not null,
  page integer not null,
  fingerprints bytea not null,
  primary key (tenant, copy, page)
);
alter table screening_page alter column fingerprints set storage plain;

-- The copy of each register that counts.
create table screening_register (
  tenant text not null,
  register text not null,
  controller text not null,
  copy uuid not null,
  as_of date not null,
  rows bigint not null,
  page_bits smallint not null,
  imported_at timestamptz not null,
  primary key (tenant, register, controller)
);

do $$
declare name text;
begin
  foreach name in array array['screening_import', 'screening_piece', 'screening_page', 'screening_register']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy one_tenant on %I to ${app}
      using (tenant = current_setting('temoin.tenant', true))
      with check (tenant = current_setting('temoin.tenant', true))$p$, name);
  end loop;
end $$;

-- Upkeep asks which tenants have work, and nothing else of them.
create policy every_tenant on screening_import for select to ${feed} using (true);
grant select (tenant, id, state, touched_at, replaced_at, pages_dropped) on screening_import to ${feed};

grant select, insert, update on screening_import, screening_register to ${app};
grant select, insert, delete on screening_piece, screening_page to ${app};
