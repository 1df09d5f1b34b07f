-- SPDX-License-Identifier: Apache-2.0
-- Roles and databases of one service, run once by an administrator of the server (the launcher and the tests run this
-- very file). ${service} is consent, recording, retention or audit; each ${…_password} is a secret of your own.
-- Running it again is harmless: "already exists" (42710, 42P04) may be ignored, everything else has the same result when repeated.
--
--   <service>_owner       owns the schema; used to migrate it (command migrate), by no running service
--   <service>_app         runs the service: row-level security by tenant, may neither update nor delete an event
--   <service>_feed        relays the events of all tenants to Kafka and builds the read models
--   <service>_keys_owner  owns the database of the wrapped keys, and wraps them anew when an epoch ends
--   <service>_keys        reads, writes and destroys wrapped keys; knows nothing of the events they open
--
-- What each role may do with which table is granted by the service's migrations.

create role ${service}_owner login;
create role ${service}_app login;
create role ${service}_feed login;
create role ${service}_keys_owner login;
create role ${service}_keys login;

alter role ${service}_owner password '${owner_password}' nosuperuser nocreatedb nocreaterole nobypassrls noreplication;
alter role ${service}_app password '${app_password}' nosuperuser nocreatedb nocreaterole nobypassrls noreplication;
alter role ${service}_feed password '${feed_password}' nosuperuser nocreatedb nocreaterole nobypassrls noreplication;
alter role ${service}_keys_owner password '${keys_owner_password}' nosuperuser nocreatedb nocreaterole nobypassrls noreplication;
alter role ${service}_keys password '${keys_password}' nosuperuser nocreatedb nocreaterole nobypassrls noreplication;

-- A forgotten open transaction holds the feed of every service back (pg_snapshot_xmin covers the whole server).
alter role ${service}_app set idle_in_transaction_session_timeout = '10s';
alter role ${service}_feed set idle_in_transaction_session_timeout = '30s';
alter role ${service}_keys set idle_in_transaction_session_timeout = '10s';

create database ${service} owner ${service}_owner encoding 'UTF8' template template0;
create database ${service}_keys owner ${service}_keys_owner encoding 'UTF8' template template0;

-- No service role may connect to the default databases: each connects only to its own.
revoke connect on database postgres from public;
revoke connect on database template1 from public;

revoke all on database ${service} from public;
revoke all on database ${service}_keys from public;
grant connect on database ${service} to ${service}_app, ${service}_feed;
grant connect on database ${service}_keys to ${service}_keys;
