-- SPDX-License-Identifier: Apache-2.0
-- Whoever destroys a key cannot take it back, nor can anybody else: a row says for good when the
-- key ended and on what ground. And a key stays where it is: renamed, a scope would look as if it
-- had never had one.

revoke update on shreddable_key from ${app};
grant update (wrapped, destroyed_at, basis, fingerprint) on shreddable_key to ${app};

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
