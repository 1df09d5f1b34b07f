-- SPDX-License-Identifier: Apache-2.0
-- The erasures of a person are looked up by whoever the person is: before a link to a copy is issued, and to take copies back.

create index erasure_person on erasure (tenant, subject, controller);
