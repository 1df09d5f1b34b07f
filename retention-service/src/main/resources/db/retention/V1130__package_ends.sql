-- SPDX-License-Identifier: Apache-2.0
-- How packages end. The row of one that has ended stays for a while, with its links, so that whoever has a link learns that it is gone;
-- what is sealed in it cannot be read any more.

alter table access_package
  -- somebody destroys its key: it is not used again, whatever becomes of that process
  add column ending boolean not null default false,
  -- key and parts are destroyed
  add column ended_at timestamptz,
  -- whose data it copies, to find it when some of that has to be destroyed; unknown of packages of before
  add column controller text,
  add column subject text;

create index access_package_ended on access_package (ended_at) where ended_at is not null;
create index access_package_person on access_package (tenant, subject) where not ending;
