-- SPDX-License-Identifier: Apache-2.0
-- The digests of what an entry tells of the data subject, 32 bytes each. Once the salts of these
-- fields are destroyed, nobody can compute the digests again, and without them nothing else of the
-- entry could be proven. They say nothing without the salts.

alter table entry_salt
  add column subject_digests bytea check (octet_length(subject_digests) % 32 = 0),
  add constraint proven_without_subject check (subject is not null or subject_digests is not null);
