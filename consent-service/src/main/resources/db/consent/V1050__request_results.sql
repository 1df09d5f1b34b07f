-- SPDX-License-Identifier: Apache-2.0
-- What came of a person's own requests: whether a part was refused, and when something was put right.

alter table held_request
  add column partial boolean,
  add column rectified_at timestamptz;
