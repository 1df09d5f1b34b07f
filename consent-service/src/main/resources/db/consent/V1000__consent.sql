-- SPDX-License-Identifier: Apache-2.0
-- The list of consents: a read model, built from the events and rebuilt from them at will.

create table consent (
  id uuid primary key,
  tenant text not null,
  controller text not null,
  processor text,
  subject text not null,
  purposes text not null,
  channel text not null,
  collected_by text not null,
  collected_at timestamptz not null,
  valid_until timestamptz not null,
  withdrawn_at timestamptz,
  -- its end was recorded, or there was nothing to record
  expiry_taken_at timestamptz,
  -- what the end of a consent refers to
  cause text not null,
  correlation text not null
);

create index consent_of_contact on consent (tenant, controller, subject);
create index consent_in_order on consent (tenant, collected_at desc, id desc);
-- A processor's list has the consents it collected or may call on, whosever controller's they are.
-- The condition is an alternative, so the order of the list cannot be taken from an index here.
create index consent_of_processor on consent (tenant, processor) where processor is not null;
create index consent_of_collector on consent (tenant, collected_by);
-- Consents that are due to end are found here; their own stream decides.
create index consent_due on consent (valid_until, id)
  where withdrawn_at is null and expiry_taken_at is null;

alter table consent enable row level security;
alter table consent force row level security;
create policy one_tenant on consent to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

-- ${feed} claims the due rows of all tenants.
create policy every_tenant on consent to ${feed} using (true) with check (true);

grant select, insert, update on consent to ${app};
grant select, update on consent to ${feed};

-- The lists of parties and of processing agreements: read models, built from the events and rebuilt
-- from them at will. Decisions never rest on them.

create table party (
  tenant text not null,
  id text not null,
  legal_name text not null,
  roles text not null,
  country text not null,
  -- it exists for them
  entered_by text not null,
  primary key (tenant, id)
);

create table processing_agreement (
  id uuid primary key,
  tenant text not null,
  controller text not null,
  processor text not null,
  subject_matter text not null,
  stage text not null,
  version integer not null,
  valid_from timestamptz not null,
  ends_at timestamptz
);

create index processing_agreement_of_controller on processing_agreement (tenant, controller, id);
create index processing_agreement_of_processor on processing_agreement (tenant, processor, id);

alter table party enable row level security;
alter table party force row level security;
create policy one_tenant on party to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

alter table processing_agreement enable row level security;
alter table processing_agreement force row level security;
create policy one_tenant on processing_agreement to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on party, processing_agreement to ${app};

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
  -- who sent the last part of the file, and need not be who announced it: an event's actor, as JSON
  uploader json,
  request_hash text,
  state text not null
    check (state in ('RECEIVING', 'RUNNING', 'COMPLETED', 'FAILED', 'ABANDONED')),
  failure text check (failure is null or state = 'FAILED'), -- a problem's name
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
  where state in ('RECEIVING', 'RUNNING') or not pages_dropped;

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
  -- their time is over, whether or not anybody scrubs again
  answers_dropped boolean not null default false,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  primary key (tenant, id)
);
create index scrub_in_order on scrub (tenant, touched_at);
create index scrub_to_drop on scrub (touched_at) where not answers_dropped;

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

-- Upkeep asks which tenants have answers to drop, and nothing else of them.
create policy every_tenant on scrub for select to ${feed} using (true);
grant select (tenant, id, touched_at, answers_dropped) on scrub to ${feed};

grant select, insert, update, delete on scrub to ${app};
grant select, insert, delete on scrub_slice to ${app};

-- How much of each monthly sampling budget is used. Not a read model: it is counted before the decision, so that
-- replicas together never exceed a budget. Losing it starts the months anew.

create table sample_budget (
  tenant text not null,
  controller text not null,
  purpose text not null,
  month date not null,
  used integer not null check (used >= 0),
  primary key (tenant, controller, purpose, month)
);

alter table sample_budget enable row level security;
alter table sample_budget force row level security;
create policy one_tenant on sample_budget to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update on sample_budget to ${app};
