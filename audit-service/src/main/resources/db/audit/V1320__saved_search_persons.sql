-- SPDX-License-Identifier: Apache-2.0
-- Who a saved search asks for, sealed under that person's key, with the event it was sealed for; the
-- other filters stay beside it. The rows are made again from the events, which name nobody either.

alter table saved_search add column persons text;
grant update (persons) on saved_search to ${app};
