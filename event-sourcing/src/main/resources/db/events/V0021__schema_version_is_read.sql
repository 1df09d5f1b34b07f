-- SPDX-License-Identifier: Apache-2.0
-- A service that may not migrate looks whether its schema is at its version before it serves.

grant select on flyway_schema_history to ${app}, ${feed};
