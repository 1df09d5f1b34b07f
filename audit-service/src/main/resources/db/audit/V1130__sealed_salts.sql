-- SPDX-License-Identifier: Apache-2.0
-- The seed of what an entry tells of a data subject lies here sealed under the subject's key, which is
-- in the database of the keys: 77 bytes (form, id of the key, nonce, 32 bytes, tag). What was written
-- before stays as it is, 32 bytes, and so does the seed of an entry that tells of nobody. Nothing of an
-- entry that came in about somebody who was erased.

alter table entry_salt
  drop constraint entry_salt_subject_check,
  -- no row there now is longer, so none is looked at
  add constraint sealed_or_plain check (octet_length(subject) in (32, 77)) not valid;
