-- SPDX-License-Identifier: Apache-2.0
-- A pruned log keeps the partial tiles at the right edge of its last tree (c2sp.org/tlog-tiles): only full
-- tiles may go, and from the others anybody computes the root of the last checkpoint. The function is
-- changed in this one place, whichever migration wrote the rest of it.

do $patch$
declare
  before text := pg_get_functiondef(
    'forget_log(text, text, timestamptz, text, text, bytea)'::regprocedure);
  after text := replace(
    before,
    'delete from log_tile where shard = log;',
    'delete from log_tile where shard = log and width = 256;');
begin
  if after = before then
    raise exception 'forget_log does not drop tiles as it did';
  end if;
  execute after;
end $patch$;
