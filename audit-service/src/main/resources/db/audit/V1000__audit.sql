-- SPDX-License-Identifier: Apache-2.0
-- The trail. ${app} adds entries and reads those of one tenant; it can neither change nor remove
-- one: no role of the running service can. An entry refers to data and does not repeat it.

create table audit_entry (
  tenant text not null,
  event_id text not null,
  position bigint generated always as identity,
  at timestamptz not null,
  recorded_at timestamptz not null,
  service text not null,
  action text not null,
  outcome text not null,
  because varchar[] not null,
  actor text not null,
  organisation text not null,
  role text not null,
  workstation text,
  purposes varchar[] not null,
  reason_code text,
  reason_reference text,
  operation text not null,
  channel text,
  controller text,
  subject text,
  recording text,
  decision text,
  consent text,
  correlation text not null,
  causation text,
  stream text not null,
  sequence bigint not null,
  -- Which account handed an entry in, by its token: what an entry says of its actor is what its
  -- sender says. Entries that were made from events of the suite do without.
  reported_by text,
  -- Without the mark of what a client chose, as filters ask for it. Columns, since an index on an expression
  -- serves nobody here: under row-level security an index is searched only with what leaks nothing of
  -- a row, and of functions on texts PostgreSQL does not take that for granted.
  workstation_name text generated always as (regexp_replace(workstation, '^claimed:', '')) stored,
  correlation_name text generated always as (regexp_replace(correlation, '^claimed:', '')) stored,
  -- also the inbox: an event delivered twice is one entry
  primary key (tenant, event_id)
);

-- Every list is read in the order (at, position); an index per question keeps that order.
create index audit_entry_time on audit_entry (tenant, at, position);
create index audit_entry_actor on audit_entry (tenant, actor, at, position);
create index audit_entry_organisation on audit_entry (tenant, organisation, at, position);
create index audit_entry_action on audit_entry (tenant, action, at, position);
-- Found whether a client chose it or not, in the order of time: two values would have to be sorted.
create index audit_entry_correlation on audit_entry (tenant, correlation_name, at, position);
create index audit_entry_workstation on audit_entry (tenant, workstation_name, at, position)
  where workstation_name is not null;
create index audit_entry_reason_reference on audit_entry (tenant, reason_reference, at, position)
  where reason_reference is not null;
create index audit_entry_subject on audit_entry (tenant, subject, at, position)
  where subject is not null;
create index audit_entry_recording on audit_entry (tenant, recording, at, position)
  where recording is not null;
-- Also what a recording rests on: the entries of the decision and of the consent themselves.
create index audit_entry_of_decision on audit_entry (tenant, decision, at, position)
  where decision is not null;
create index audit_entry_of_consent on audit_entry (tenant, consent, at, position)
  where consent is not null;
-- The timeline of a call follows what the suite recorded: an effect names the event that caused it.
create index audit_entry_causation on audit_entry (tenant, causation) where causation is not null;
-- Entries arrive in the order of time, so a summary of ranges is enough, and costs an insert nothing.
create index audit_entry_recorded on audit_entry using brin (recorded_at);

grant select, insert on audit_entry to ${app};
-- The last position that was given to an entry, of whichever tenant.
grant select on sequence audit_entry_position_seq to ${app};

-- What stands behind the id of a handed-in entry: a keyed hash of everything its sender said, so that
-- the same id with other content is noticed. ${app} adds and reads; nobody changes.
create table submitted_entry (
  tenant text not null,
  event_id text not null,
  content bytea not null check (octet_length(content) = 32),
  -- with an entry's id the same, in the same transaction; claimed first, in the order of the ids
  primary key (tenant, event_id)
);
grant select, insert on submitted_entry to ${app};

-- The log that proves the trail: a tree of hashes per tenant and half-year (a shard), in the form of
-- c2sp.org/tlog-tiles. ${app} hands leaves in and reads; ${feed} alone puts them into the tree, and
-- neither can change or remove a leaf. The salts lie apart: destroying them is how a person is
-- forgotten without touching the tree.
create table entry_salt (
  tenant text not null,
  event_id text not null,
  action bytea not null check (octet_length(action) = 32),
  -- The seed of what the entry tells of a data subject, sealed under the subject's key, which is in
  -- the database of the keys: 77 bytes (form, id of the key, nonce, 32 bytes, tag). 32 bytes, in the
  -- clear, of an entry that tells of nobody; nothing of one that came in about somebody erased.
  subject bytea constraint sealed_or_plain check (octet_length(subject) in (32, 77)),
  -- The digests of what an entry tells of the data subject, 32 bytes each. Once the salts of these
  -- fields are destroyed, nobody can compute the digests again, and without them nothing else of the
  -- entry could be proven. They say nothing without the salts.
  subject_digests bytea not null check (octet_length(subject_digests) % 32 = 0),
  -- the erasure that took the salts of the person
  erasure uuid,
  primary key (tenant, event_id)
);
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
grant insert on log_pending to ${app};
-- Who signs checkpoints hands them in, for the log of logs: a tree whose leaves are checkpoints of
-- the others.
grant select, insert, delete on log_pending to ${feed};

-- A leaf whose entry was forgotten does not say any more which it was. So a leaf that names an entry has
-- one, and whoever compares the trail with the log knows what is missing.
create table log_leaf (
  shard text not null,
  index bigint not null check (index >= 0),
  tenant text not null,
  event_id text,
  leaf bytea not null,
  primary key (shard, index),
  unique (tenant, event_id)
);
-- Which logs the log of logs knows: each of them is there, or somebody is called. It has a leaf a minute of
-- every log that grows, so that the next log is looked for along an index.
create index log_leaf_enrolled on log_leaf (split_part(event_id, '@', 1)) where shard = 'log-of-logs';

alter table log_leaf enable row level security;
alter table log_leaf force row level security;
create policy one_tenant on log_leaf for select to ${app}
  using (tenant = current_setting('temoin.tenant', true));
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
  checkpoint_at timestamptz,
  -- whether the checkpoint has the cosignatures that the operator's quorum asks for
  witnessed boolean not null default true,
  -- the last checkpoint that entered the log of logs
  enrolled text,
  enrolled_size bigint,
  enrolled_at timestamptz,
  -- It is proven only when it has its place there. Until then the one before it is shown: the last
  -- that was proven when the next was handed in.
  enrolled_before text,
  enrolled_before_size bigint,
  -- the signed statement that its first entries are forgotten, and how many
  forgotten text,
  forgotten_size bigint not null default 0,
  -- the signed statement that its leaves and tiles are gone
  pruned text,
  pruned_at timestamptz
);
create index log_head_unwitnessed on log_head (shard) where not witnessed;

alter table log_head enable row level security;
alter table log_head force row level security;
create policy one_tenant on log_head for select to ${app}
  using (tenant = current_setting('temoin.tenant', true));
grant select on log_head to ${app};
-- Who lets the tree grow moves its head, and says neither whose it is nor of which half-year. It also
-- signs a statement again, with keys that were added since.
grant select, insert, update (size, root, checkpoint, checkpoint_size, checkpoint_at, witnessed,
  enrolled, enrolled_size, enrolled_at, enrolled_before, enrolled_before_size, forgotten)
  on log_head to ${feed};

-- How far the publication of a log to the public bucket is. Others may write to the bucket, so what is there
-- is compared with this, and never taken for it.
create table log_publication (
  shard text primary key,
  -- the tree whose bundles and tiles were written
  size bigint not null,
  root bytea not null check (octet_length(root) = 32),
  -- the checkpoint that was put there last
  checkpoint text,
  -- Counts the changes: a process that hung does not go on from what it read before.
  revision bigint not null
);
alter table log_publication enable row level security;
alter table log_publication force row level security;
grant select, insert, update (size, root, checkpoint, revision) on log_publication to ${feed};

-- Exports of the trail, and their files in compressed pieces until these expire. ${app} works inside
-- one tenant; ${feed} hands the work out across all tenants, and can read neither what was asked for
-- nor what was written.
create table export (
  tenant text not null,
  id uuid not null,
  format text not null,
  -- what it is narrowed to, as it was asked for: names and values of query parameters
  filters json not null,
  -- It is narrowed to a person who was erased since, and is withdrawn, also when nobody has begun to
  -- write it: by the word that stands for the person it would find what all who were erased did.
  names_erased boolean not null default false,
  -- how far the asker saw; the whole tenant when there is no organisation
  organisation text,
  controllers varchar[] not null,
  actor text not null,
  correlation text not null,
  reason_code text not null,
  reason_reference text not null,
  requested_at timestamptz not null,
  -- What is in it: entries up to this position. Positions up to it may belong to transactions that
  -- were under way when it was asked for; once these have ended, nothing can be added below it.
  up_to bigint not null,
  settled_after xid8 not null default pg_snapshot_xmax(pg_current_snapshot()),

  state text not null default 'REQUESTED' check (state in (
    'REQUESTED', 'RUNNING', 'COMPLETED', 'FAILED', 'EXPIRED', 'CANCELLED', 'DELETED', 'WITHDRAWN')),
  done bigint not null default 0,
  total bigint,
  chunks integer not null default 0,
  -- the last entry that is written
  place_at timestamptz,
  place_position bigint,
  bytes bigint,
  sha256 text,
  failure text,
  expires_at timestamptz,
  -- who had it taken away before its time
  removed_by text,
  removed_at timestamptz,

  -- who writes it, and until when that is believed without another sign of life
  lease uuid,
  lease_until timestamptz,
  -- how often it was taken up since it last grew
  attempts integer not null default 0,
  primary key (tenant, id)
);
create index export_requested on export (tenant, requested_at desc, id desc);
create index export_open on export (requested_at) where state in ('REQUESTED', 'RUNNING');
create index export_expiring on export (expires_at) where state = 'COMPLETED';

grant select, insert, update (state, done, total, chunks, place_at, place_position, bytes, sha256,
  failure, expires_at, lease, lease_until, attempts, removed_by, removed_at) on export to ${app};
grant select (tenant, id, state, requested_at, settled_after, expires_at, lease, lease_until,
  attempts) on export to ${feed};
grant update (state, lease, lease_until, attempts) on export to ${feed};

create table export_chunk (
  tenant text not null,
  export uuid not null,
  number integer not null check (number >= 0),
  content bytea not null,
  primary key (tenant, export, number),
  foreign key (tenant, export) references export (tenant, id)
);
-- gzip already
alter table export_chunk alter content set storage external;
grant select, insert on export_chunk to ${app};
grant select (tenant, export, number) on export_chunk to ${feed};

-- What the file of a processor rests on: for which controllers, and for which purposes together, something
-- is in it. It is handed out while agreements in force cover all of that, as pages are (ADR 0037).
create table export_rests_on (
  tenant text not null,
  export uuid not null,
  controller text not null,
  purposes text[] not null,
  primary key (tenant, export, controller, purposes),
  foreign key (tenant, export) references export (tenant, id)
);
grant select, insert on export_rests_on to ${app};

-- Exports that are sent to the operator's collector: at most one delivery of each at a time.
create table export_delivery (
  tenant text not null,
  export uuid not null,
  -- the command that asked for it
  id uuid not null,
  -- of the event that asked for it: clocks of replicas differ, the export's stream has an order
  version bigint not null,
  -- name and port, as the operator configured them when it was asked for
  collector text not null,
  correlation text not null,
  requested_at timestamptz not null,

  state text not null default 'REQUESTED' check (state in ('REQUESTED', 'COMPLETED', 'FAILED')),
  -- pieces that the collector has taken for certain
  sent integer not null default 0,
  failure text,

  lease uuid,
  lease_until timestamptz,
  attempts integer not null default 0,
  primary key (tenant, export),
  foreign key (tenant, export) references export (tenant, id)
);
create index export_delivery_open on export_delivery (requested_at) where state = 'REQUESTED';

grant select, insert, update (id, version, collector, correlation, requested_at, state, sent,
  failure, lease, lease_until, attempts) on export_delivery to ${app};
grant select (tenant, export, state, requested_at, lease, lease_until, attempts)
  on export_delivery to ${feed};
grant update (lease, lease_until, attempts) on export_delivery to ${feed};

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
  -- names and values of query parameters of the trail, as JSON, without the persons among them
  filters text not null,
  -- who it asks for, sealed under that person's key, with the event it was sealed for
  persons text,
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

grant select, insert, delete, update (name, description, filters, persons, relative_window,
  visibility, revision, changed_at) on saved_search to ${app};

do $$
declare name text;
begin
  foreach name in array array['audit_entry', 'submitted_entry', 'entry_salt', 'export',
    'export_chunk', 'export_rests_on', 'export_delivery', 'saved_search']
  loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy one_tenant on %I to ${app}
      using (tenant = current_setting('temoin.tenant', true))
      with check (tenant = current_setting('temoin.tenant', true))$p$, name);
  end loop;
  foreach name in array array['log_pending', 'log_leaf', 'log_head', 'log_publication', 'export',
    'export_chunk', 'export_delivery']
  loop
    execute format('create policy every_tenant on %I to ${feed} using (true) with check (true)', name);
  end loop;
end $$;

-- The reader that forgets erased persons in saved searches keeps its place as ${feed}: moved by
-- ${app}, it would leave a person's number where it is.
create policy late_searches_are_not_begun on feed_checkpoint as restrictive for insert to ${app}
  with check (reader <> 'late-searches');

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
