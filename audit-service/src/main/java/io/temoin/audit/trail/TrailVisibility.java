// SPDX-License-Identifier: Apache-2.0
package io.temoin.audit.trail;

import io.temoin.chassis.requests.Caller;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a tenant somebody may see: all of them, or what was done for an organisation and
 * what it did itself for these controllers, while an agreement is in force that covers it.
 *
 * @param organisation whose entries are visible; absent when the whole tenant is
 * @param controllers that its people may act for, itself included; empty for the whole tenant
 */
public record TrailVisibility(@Nullable String organisation, Set<String> controllers) {

    /** Every entry of the tenant. */
    public static final TrailVisibility WHOLE_TENANT = new TrailVisibility(null, Set.of());

    /**
     * Everybody answers for an organisation, whatever the role (ADR 0037): what was done for a
     * controller is also the work of other processors, with whom a processor has no business (GDPR
     * art. 28(3)(a)). The tenant's own people answer for the tenant.
     */
    public static TrailVisibility of(Caller caller) {
        return caller.tenantWide()
                ? WHOLE_TENANT
                : new TrailVisibility(caller.organisation(), caller.controllers());
    }

    /** Whether every entry of the tenant is visible. */
    public boolean wholeTenant() {
        return organisation == null;
    }
}
