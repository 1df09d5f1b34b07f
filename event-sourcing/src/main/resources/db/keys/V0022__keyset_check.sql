-- SPDX-License-Identifier: Apache-2.0
-- What the keys that stay make of a known text. A keyset of another service, or one made anew,
-- would find nobody: objections would be kept under one pseudonym and looked up under another.

create table keyset_check (
  purpose text primary key,
  fingerprint bytea not null
);
grant select, insert on keyset_check to ${app};
