-- SPDX-License-Identifier: Apache-2.0
-- Which controllers there are, of all tenants: where they are established is said once more for services that
-- did not listen when it was said.

create policy every_tenant on party for select to ${feed} using (true);
grant select (tenant, id, roles) on party to ${feed};
