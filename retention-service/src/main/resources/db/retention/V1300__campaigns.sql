-- SPDX-License-Identifier: Apache-2.0
-- The campaign of the call, so that a processor sees what its instructions cover. Nobody told it before: what was retained then
-- is seen where all campaigns are instructed.

alter table retained_item add column campaign text;
