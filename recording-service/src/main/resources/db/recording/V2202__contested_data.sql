-- SPDX-License-Identifier: Apache-2.0
-- What exactly a request for rectification contests: only that is put right under it, and only its
-- passage is heard (GDPR art. 16, 18). Of requests that were noted before, nobody knows.

alter table restriction
  add column contested_kind text,
  add column contested_document uuid,
  add column contested_segment integer;
