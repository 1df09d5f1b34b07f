-- SPDX-License-Identifier: Apache-2.0
-- An erasure is in the table from its decision on (state 'DECIDED'), which is an event of the request:
-- the job begins it if the process that was to do so died. The index of V1110 stays for the version
-- before.

create index erasure_unfinished on erasure (tenant, request)
  where state in ('DECIDED', 'WITH_OWNERS');
