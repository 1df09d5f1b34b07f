-- SPDX-License-Identifier: Apache-2.0
-- The last day on which the owner of an item that it refused to destroy still needs it, as far as
-- it said. A part of the register (V1050): the same reader writes it, and it is rebuilt together
-- with it.

alter table registered_item add column needed_on date;
