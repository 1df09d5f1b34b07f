-- SPDX-License-Identifier: Apache-2.0
-- What exactly a request for rectification contests: only that is put right under it (GDPR art. 16).

alter table rectification_request
  add column contested_kind text,
  add column contested_consent uuid;

grant update (contested_kind, contested_consent) on rectification_request to ${app};
