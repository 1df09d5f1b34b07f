-- Whom a sheet is about is asked of its stream, where it is sealed under the key of the sheet: here it
-- stood in clear. The column is unused from now on; a later release drops it. The policies know no
-- role that sees every tenant and may write.

alter table document no force row level security;
update document set agent = null where agent is not null;
alter table document force row level security;
