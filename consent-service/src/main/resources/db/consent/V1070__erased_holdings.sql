-- SPDX-License-Identifier: Apache-2.0
-- Of whom the erasure was completed, and when: what is destroyed of them is not shown any longer, nor is who
-- listened to it. Their requests stay, as the file at the desk does.

alter table held_request add column erased_at timestamptz;

create index held_request_erased on held_request (tenant, controller, subject)
  where erased_at is not null;

grant delete on held_recording, held_listening to ${app};
