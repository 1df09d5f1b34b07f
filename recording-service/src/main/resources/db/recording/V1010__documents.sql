-- SPDX-License-Identifier: Apache-2.0
-- Documents derived from recordings, sealed under a key each, and what a list shows of them. Pseudonyms and ciphertext only.
-- The contents are no read model: they cannot be built again from the events.

create table document (
  tenant text not null default current_setting('temoin.tenant'),
  document uuid not null,
  -- of the sealed content: the event names the one that counts
  sha256 text not null,
  recording uuid not null,
  kind text not null check (kind in ('SHEET', 'TRANSCRIPT')),
  sealed bytea not null,
  stored_at timestamptz not null,
  -- from the event that names it; absent while none was read
  purposes varchar[],
  agent text,
  created_at timestamptz,
  -- the ground on which it has to go with its recording
  ends_because text,
  primary key (tenant, document, sha256)
);

-- Ciphertext does not get smaller.
alter table document alter column sealed set storage external;

create index document_recording on document (tenant, recording, created_at, document);
-- Those that a crash left; few at any time.
create index document_unnamed on document (stored_at) where created_at is null;
-- Those that have to go; few at any time.
create index document_ending on document (stored_at) where ends_because is not null;

alter table document enable row level security;
alter table document force row level security;
create policy one_tenant on document to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));
create policy every_tenant on document for select to ${feed} using (true);

grant select, insert, update, delete on document to ${app};
grant select (tenant, document, sha256, recording, kind, stored_at, created_at, ends_because) on document to ${feed};
