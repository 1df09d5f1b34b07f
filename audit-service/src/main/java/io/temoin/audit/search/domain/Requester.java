// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.search.domain;

/**
 * Who asks for a saved search.
 *
 * @param actor pseudonymous id
 * @param organisation the party the actor works for
 * @param dpo whether the actor looks after what the organisation keeps
 * @param tenantWide whether the actor is one of the tenant's own people
 */
public record Requester(String actor, String organisation, boolean dpo, boolean tenantWide) {

    /** Whether the actor looks after what an organisation keeps. */
    boolean oversees(String organisation) {
        return dpo && (tenantWide || this.organisation.equals(organisation));
    }
}
