-- SPDX-License-Identifier: Apache-2.0
-- What was asked of the trail about a person is sealed under that person's key and names the key alone, so
-- that nothing names the person once the key is destroyed.

create index shreddable_key_by_id on shreddable_key (tenant, key_id) where key_id is not null;
