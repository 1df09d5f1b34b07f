-- SPDX-License-Identifier: Apache-2.0
-- A processor's list has the consents it collected or may call on, whosever controller's they are.
-- The condition is an alternative, so the order of the list cannot be taken from an index here.

create index consent_of_processor on consent (tenant, processor) where processor is not null;
create index consent_of_collector on consent (tenant, collected_by);
