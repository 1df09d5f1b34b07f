-- SPDX-License-Identifier: Apache-2.0
-- Requests for rectification that contest different data do not ask for the same.

alter table request add column contested_kind text;
alter table request add column contested_document uuid;
alter table request add column contested_segment integer;
