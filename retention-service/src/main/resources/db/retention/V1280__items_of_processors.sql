-- SPDX-License-Identifier: Apache-2.0
-- Whose an item is: who made the call, and for what. The rows cannot tell, so the list is built anew.

truncate retained_item;
delete from feed_checkpoint where reader = 'retained-items';

alter table retained_item add column processor text;
alter table retained_item add column purposes text[] not null;
