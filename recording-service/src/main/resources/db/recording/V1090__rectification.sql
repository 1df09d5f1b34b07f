-- SPDX-License-Identifier: Apache-2.0
-- What the person of a request asks for, and whether the desk waits for a proof of who they are: a
-- document is rectified under an open request for that alone (GDPR art. 16). Of requests that were
-- noted before, nobody knows.

alter table restriction
  add column type text,
  add column proof_awaited boolean not null default false;

grant update (proof_awaited) on restriction to ${app};

-- A content that a rectification put in the place of the one before. That one stays: it is proof,
-- and goes with the document.
alter table document add column rectified_at timestamptz;

grant select (rectified_at) on document to ${feed};
