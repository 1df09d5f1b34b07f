-- SPDX-License-Identifier: Apache-2.0
-- A call may go on after a leg of it was uploaded: the end of its audio limits no refusal.

alter table call_recording drop column ended_at;
