// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

/**
 * Who asks for a saved search.
 *
 * @param actor pseudonymous id
 * @param organisation the party the actor works for
 * @param dpo whether the actor looks after what is kept in the tenant
 */
public record Asker(String actor, String organisation, boolean dpo) {}
