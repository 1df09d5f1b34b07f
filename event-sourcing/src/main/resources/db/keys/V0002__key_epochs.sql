-- SPDX-License-Identifier: Apache-2.0
-- What became of each epoch and when, so that a rotation interrupted anywhere is taken up by
-- whoever looks next. The epochs' keys themselves are in the vault, never here.

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

insert into key_epoch (epoch, opened_at)
select epoch, min(created_at) from shreddable_key where epoch is not null group by epoch;

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
