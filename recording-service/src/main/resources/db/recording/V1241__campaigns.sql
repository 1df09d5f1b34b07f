-- SPDX-License-Identifier: Apache-2.0
-- The campaign of the call, so that a processor sees what its instructions cover. Receipts did not tell it before: what was
-- recorded then is seen where all campaigns are instructed.

alter table recording_view add column campaign text;
