// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.requests;

import io.temoin.eventsourcing.store.Actor;
import io.temoin.shredding.TenantId;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, as the token says; the workstation and the correlation id come from headers.
 *
 * @param actor pseudonymous id ({@code sub})
 * @param organisation the party the actor works for, a controller or a processor
 * @param onBehalfOf controllers on whose behalf that party may act
 * @param tenantWide whether the actor is one of the tenant's own people, who see all of it: a claim
 *     of its own ({@code tenant_wide}), never a role
 * @param signIn how and when the actor signed in
 * @param workstation what the caller claims, with {@link CorrelationFilter#CLAIMED} before it
 * @param correlation shared by everything this call causes; begins with {@code claimed:} when the
 *     caller chose it
 * @param traceparent W3C trace context, when traced
 */
public record Caller(
        TenantId tenant,
        String actor,
        String organisation,
        Set<String> onBehalfOf,
        Set<String> roles,
        boolean tenantWide,
        SignIn signIn,
        @Nullable String workstation,
        String correlation,
        @Nullable String traceparent) {

    /**
     * A sign-in, as far as the provider tells.
     *
     * @param acr how, by its name for it
     * @param at when the person last gave a password or a code; a refreshed token keeps it
     */
    public record SignIn(@Nullable String acr, @Nullable Instant at) {

        static final SignIn UNTOLD = new SignIn(null, null);
    }

    /** A caller who does not see the whole tenant, and of whom nobody says how they signed in. */
    public Caller(
            TenantId tenant,
            String actor,
            String organisation,
            Set<String> onBehalfOf,
            Set<String> roles,
            @Nullable String workstation,
            String correlation,
            @Nullable String traceparent) {
        this(
                tenant,
                actor,
                organisation,
                onBehalfOf,
                roles,
                false,
                SignIn.UNTOLD,
                workstation,
                correlation,
                traceparent);
    }

    /** Whether the caller's organisation is {@code controller} or may act on its behalf. */
    public boolean actsFor(String controller) {
        return organisation.equals(controller) || onBehalfOf.contains(controller);
    }

    /**
     * Whether the token lets the caller look at {@code controller} at all; what exists for the
     * caller there is decided object by object.
     */
    public boolean reaches(String controller) {
        return tenantWide || actsFor(controller);
    }

    /** Every controller the caller may act for, its own organisation included. */
    public Set<String> controllers() {
        Set<String> controllers = new TreeSet<>(onBehalfOf);
        controllers.add(organisation);
        return controllers;
    }

    public boolean has(String role) {
        return roles.contains(role);
    }

    /** The caller as it is recorded with events. */
    public Actor asActor() {
        return new Actor(actor, organisation, String.join(",", new TreeSet<>(roles)), workstation);
    }
}
