-- SPDX-License-Identifier: Apache-2.0
-- An erasure looks at the packages of its person until they have ended, not only until they begin
-- to: the key may be there in between.

create index access_package_unended on access_package (tenant, subject) where ended_at is null;
