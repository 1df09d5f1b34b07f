// SPDX-License-Identifier: Apache-2.0
package io.temoin.eventsourcing.store;

import org.jspecify.annotations.Nullable;

/**
 * Who acts, and from where.
 *
 * @param id pseudonymous id of the person or service account (OIDC {@code sub})
 * @param organisation the party the actor works for, a controller or a processor
 * @param role the role that allowed the action
 * @param workstation the equipment the action came from; begins with {@code claimed:}, since the
 *     client says so and nothing proves it
 */
public record Actor(String id, String organisation, String role, @Nullable String workstation) {

    /** A service acting on its own, for instance a disposition that came due. */
    public static Actor service(String name) {
        return new Actor(name, "temoin", "service", null);
    }
}
