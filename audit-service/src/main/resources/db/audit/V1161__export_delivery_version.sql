-- SPDX-License-Identifier: Apache-2.0
-- Which of two deliveries was asked for later, the export's stream says: clocks of replicas differ.

-- of the event that asked for it
alter table export_delivery add column version bigint not null default 0;
grant update (version) on export_delivery to ${app};

-- For as long as this takes, its rows and events of every tenant are seen.
create policy of_every_tenant on export_delivery to current_user using (true) with check (true);
create policy of_every_tenant on event for select to current_user using (true);

update export_delivery d set version = e.version from event e
where e.tenant = d.tenant and e.stream = 'export-' || d.export
  and e.type = 'ExportDeliveryRequested' and e.payload->>'delivery' = d.id::text;

drop policy of_every_tenant on event;
drop policy of_every_tenant on export_delivery;
