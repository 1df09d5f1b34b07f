-- SPDX-License-Identifier: Apache-2.0
-- Wrapped data keys, in a database of their own with a short backup window. A destroyed key keeps
-- its row, without the key: a scope never gets a second one.

create table shreddable_key (
  tenant text not null,
  scope text not null,
  key_id uuid,
  epoch integer,
  wrapped bytea,
  created_at timestamptz not null,
  destroyed_at timestamptz,
  basis text,
  fingerprint text,
  primary key (tenant, scope),
  check ((wrapped is null) = (destroyed_at is not null))
);
create index shreddable_key_epoch on shreddable_key (epoch) where wrapped is not null;

-- Not forced: the owner re-wraps every tenant's keys when an epoch ends.
alter table shreddable_key enable row level security;
create policy one_tenant on shreddable_key to ${app}
  using (tenant = current_setting('temoin.tenant', true))
  with check (tenant = current_setting('temoin.tenant', true));

grant select, insert, update (wrapped, destroyed_at, basis, fingerprint) on shreddable_key to ${app};

-- Whoever destroys a key cannot take it back, nor can anybody else: a row says for good when the
-- key ended and on what ground. And a key stays where it is: renamed, a scope would look as if it
-- had never had one.
create function keep_destroyed() returns trigger
language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    raise exception 'a destroyed key stays destroyed' using errcode = 'TM003';
  end if;
  if (new.wrapped, new.destroyed_at, new.basis, new.fingerprint)
      is distinct from (old.wrapped, old.destroyed_at, old.basis, old.fingerprint) then
    raise exception 'a destroyed key stays destroyed' using errcode = 'TM003';
  end if;
  return new;
end $$;

create trigger keep_destroyed before update or delete on shreddable_key
  for each row when (old.destroyed_at is not null) execute function keep_destroyed();

create function keep_identity() returns trigger
language plpgsql as $$
begin
  raise exception 'a key keeps its scope' using errcode = 'TM003';
end $$;

create trigger keep_identity before update on shreddable_key
  for each row when ((old.tenant, old.scope, old.key_id)
    is distinct from (new.tenant, new.scope, new.key_id)) execute function keep_identity();

-- What became of each epoch and when, so that a rotation interrupted anywhere is taken up by
-- whoever looks next. The epochs' keys themselves are in the keyset.
create table key_epoch (
  epoch integer primary key,
  opened_at timestamptz not null,
  closed_at timestamptz,
  emptied_at timestamptz,
  destroyed_at timestamptz,
  check (emptied_at is null or closed_at is not null),
  check (destroyed_at is null or emptied_at is not null)
);
grant select on key_epoch to ${app};

-- A process that has not heard of a newer epoch must not put a key under one that is being
-- emptied: the key would die with it. Creations share a lock that closing an epoch takes alone;
-- each statement in here sees what was committed before it got the lock.
create function refuse_closed_epochs() returns trigger
language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('temoin-key-epochs', 0));
  if exists (select from fresh f join key_epoch e using (epoch) where e.closed_at is not null) then
    raise exception 'a key was wrapped under a closed epoch' using errcode = 'TM002';
  end if;
  return null;
end $$;

create trigger refuse_closed_epochs after insert on shreddable_key
  referencing new table as fresh for each statement execute function refuse_closed_epochs();

-- What the keys that stay make of a known text. A keyset of another service, or one made anew,
-- would find nobody: objections would be kept under one pseudonym and looked up under another.
create table keyset_check (
  purpose text primary key,
  fingerprint bytea not null
);
grant select, insert on keyset_check to ${app};

-- The keyset, where a key provider (HSM, KMS) is used instead of a file: every key is wrapped under
-- one that never leaves the provider, and each epoch under one of its own, destroyed with it.
create table keyset_epoch (
  epoch integer primary key,
  provider_key text not null,
  wrapped bytea,
  check_value bytea not null,
  opened_at timestamptz not null
);
grant select on keyset_epoch to ${app};

create table keyset_hash_key (
  purpose text not null,
  generation integer not null,
  provider_key text not null,
  wrapped bytea not null,
  check_value bytea not null,
  opened_at timestamptz not null,
  primary key (purpose, generation)
);

-- Every replica may replace the keys of tokens, cursors and links; the others stay, and nobody who
-- has only the runtime role can lose them.
alter table keyset_hash_key enable row level security;
create policy read_all on keyset_hash_key for select to ${app} using (true);
create policy open_rotating on keyset_hash_key for insert to ${app}
  with check (purpose in ('TOKENS', 'CURSORS', 'LINKS'));
create policy retire_rotating on keyset_hash_key for delete to ${app}
  using (purpose in ('TOKENS', 'CURSORS', 'LINKS'));
grant select, insert, delete on keyset_hash_key to ${app};

-- A service that may not migrate checks, before it serves, that its schema is at its version.
grant select on flyway_schema_history to ${app};
