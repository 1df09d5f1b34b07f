-- Which process builds the copy of an import: each of its writes shows it, so one that was replaced writes nothing.
alter table screening_import add column builder uuid;
