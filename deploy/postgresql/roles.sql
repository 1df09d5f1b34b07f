-- SPDX-License-Identifier: Apache-2.0
-- Roles and databases of one service, for psql 15 or newer, run by an administrator of the server (the chart's job, the launcher
-- and the tests run this very file). The administrator needs CREATEDB and CREATEROLE and need not be a superuser, so the file works
-- on managed PostgreSQL too. Passwords come from the environment, not from the command line, which other users of the machine see:
--
--   OWNER_PASSWORD=… APP_PASSWORD=… FEED_PASSWORD=… KEYS_OWNER_PASSWORD=… KEYS_PASSWORD=… \
--     psql --set=service=consent --file=roles.sql postgres
--
-- service is consent, recording, retention or audit. Running it again is harmless: it creates what is missing, sets the passwords
-- anew, and stops at the first error.
--
--   <service>_owner       owns the schema; used to migrate it (command migrate), by no running service
--   <service>_app         runs the service: row-level security by tenant, may neither update nor delete an event
--   <service>_feed        relays the events of all tenants to Kafka and builds the read models
--   <service>_keys_owner  owns the database of the wrapped keys, and wraps them anew when an epoch ends
--   <service>_keys        reads, writes and destroys wrapped keys; knows nothing of the events they open
--
-- What each role may do with which table is granted by the service's migrations.

\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
\getenv feed_password FEED_PASSWORD
\getenv keys_owner_password KEYS_OWNER_PASSWORD
\getenv keys_password KEYS_PASSWORD

-- Each \gexec runs what its query returns: nothing, if it has been done.
select format('create role %I login', name)
from unnest(array['owner', 'app', 'feed', 'keys_owner', 'keys']) as suffix, concat(:'service', '_', suffix) as name
where not exists (select from pg_roles where rolname = name)
\gexec

-- A new role has none of these rights. Someone may have granted them since; only a superuser can, and only a superuser takes them back.
select format('alter role %I nosuperuser nocreatedb nocreaterole nobypassrls noreplication', rolname)
from pg_roles
where rolname in (select concat(:'service', '_', suffix) from unnest(array['owner', 'app', 'feed', 'keys_owner', 'keys']) as suffix)
  and (rolsuper or rolcreatedb or rolcreaterole or rolbypassrls or rolreplication)
\gexec

select format('alter role %I password %L', concat(:'service', '_owner'), :'owner_password')
\gexec
select format('alter role %I password %L', concat(:'service', '_app'), :'app_password')
\gexec
select format('alter role %I password %L', concat(:'service', '_feed'), :'feed_password')
\gexec
select format('alter role %I password %L', concat(:'service', '_keys_owner'), :'keys_owner_password')
\gexec
select format('alter role %I password %L', concat(:'service', '_keys'), :'keys_password')
\gexec

-- A forgotten open transaction holds the feed of every service back (pg_snapshot_xmin covers the whole server).
select format('alter role %I set idle_in_transaction_session_timeout = %L', concat(:'service', '_', suffix), timeout)
from (values ('app', '10s'), ('feed', '30s'), ('keys', '10s')) as t (suffix, timeout)
\gexec

-- An administrator who is no superuser must be a member of a role to give it a database, and to grant rights on it. The
-- membership ends with this file.
select format('grant %I to current_user with inherit true, set true', concat(:'service', '_', suffix))
from unnest(array['owner', 'keys_owner']) as suffix
where not (select rolsuper from pg_roles where rolname = current_user)
\gexec

select format('create database %I owner %I encoding %L template template0', name, owner, 'UTF8')
from (values (:'service', concat(:'service', '_owner')), (concat(:'service', '_keys'), concat(:'service', '_keys_owner'))) as t (name, owner)
where not exists (select from pg_database where datname = name)
\gexec

-- No service role may connect to the default databases: each connects only to its own. On managed PostgreSQL these may belong to
-- the provider, who alone can take the right away; a service's roles find nothing there.
select format('revoke connect on database %I from public', datname)
from pg_database
where datname in ('postgres', 'template1') and pg_has_role(current_user, datdba, 'usage')
\gexec

select format('revoke all on database %I from public', name)
from unnest(array[:'service', concat(:'service', '_keys')]) as name
\gexec
select format('grant connect on database %I to %I, %I', :'service', concat(:'service', '_app'), concat(:'service', '_feed'))
\gexec
select format('grant connect on database %I to %I', concat(:'service', '_keys'), concat(:'service', '_keys'))
\gexec

select format('revoke %I from current_user', concat(:'service', '_', suffix))
from unnest(array['owner', 'keys_owner']) as suffix
where not (select rolsuper from pg_roles where rolname = current_user)
\gexec
