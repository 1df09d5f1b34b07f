// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.log;

import io.temoin.shredding.TenantId;

/**
 * One log: that of a tenant for half a year. A period whose entries may all be forgotten is dropped
 * as one, and the proofs of the others do not change.
 *
 * @param id in the log's address and name; says nothing of the tenant to who does not know it
 * @param period such as {@code 2026-2}, the second half
 */
public record Shard(String id, TenantId tenant, String period) {}
