-- SPDX-License-Identifier: Apache-2.0
-- Whose recordings the calls have: what a person withdraws reaches those that the list does not have yet.

alter table call_recording
  -- unknown of what was noted before; the list has those by now
  add column controller text,
  add column subject text;

create index call_recording_subject on call_recording (tenant, subject, controller);
