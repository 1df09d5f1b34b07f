-- An upload looks for all requests of its person, those that are over, too: whatever a recording was
-- left restricted by is lifted.

create index restriction_person on restriction (tenant, subject, controller);
