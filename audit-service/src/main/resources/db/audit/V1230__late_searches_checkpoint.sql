-- SPDX-License-Identifier: Apache-2.0
-- The reader that forgets erased persons in saved searches keeps its place as ${feed}: moved by
-- ${app}, it would leave a person's number where it is.

create policy late_searches_are_not_begun on feed_checkpoint as restrictive for insert to ${app}
  with check (reader <> 'late-searches');
