-- SPDX-License-Identifier: Apache-2.0
-- Requests for rectification that name different consents do not ask for the same.

alter table request add column contested_consent uuid;
