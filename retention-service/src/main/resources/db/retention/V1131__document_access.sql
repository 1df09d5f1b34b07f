-- SPDX-License-Identifier: Apache-2.0
-- Who read a sheet or a transcript is kept beside who listened: the row is of the document then, and its key follows from the event.

alter table person_access add column document uuid;

create index person_access_item on person_access (tenant, coalesce(document, recording), at desc);
