-- SPDX-License-Identifier: Apache-2.0
-- The same for the database of the wrapped keys.

grant select on flyway_schema_history to ${app};
