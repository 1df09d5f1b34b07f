-- The timeline of a call follows what the suite recorded: an effect names the event that caused it.
create index audit_entry_causation on audit_entry (tenant, causation) where causation is not null;
