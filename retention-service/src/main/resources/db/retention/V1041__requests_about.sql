-- SPDX-License-Identifier: Apache-2.0
-- What a request is about, so that requests about different things are not taken for one; and the
-- deadline that was said to have passed, so that it is said once.

alter table request
  add column about_recording uuid,
  add column about_decision uuid,
  add column overdue_said_for timestamptz;
