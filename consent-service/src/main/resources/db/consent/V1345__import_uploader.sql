-- SPDX-License-Identifier: Apache-2.0
-- Who brought the last part of a file, who need not be who announced it: an event's actor, as JSON.

alter table screening_import add column uploader json;
