-- SPDX-License-Identifier: Apache-2.0
-- Which account handed an entry in, by its token: what an entry says of its actor is what its sender
-- says. Entries that were made from events of the suite do without.

alter table audit_entry add column reported_by text;
