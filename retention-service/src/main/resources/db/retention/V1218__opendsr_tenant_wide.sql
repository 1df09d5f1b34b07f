-- Who sends as one of the tenant's own systems needs no agreement with the controller to do so, and none to be told.
-- Requests from before are taken as of those who do: what is due is then sent while an agreement is in force, as it was.

alter table opendsr_request add column tenant_wide boolean not null default false;
