// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.policy.domain;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * For whom a policy is: a whole tenant, one of its controllers, or a campaign of one. A narrower
 * scope adds to the wider ones.
 *
 * @param controller absent for the whole tenant
 * @param campaign in the controller's own code; absent for all of its campaigns
 */
public record PolicyScope(@Nullable String controller, @Nullable String campaign) {

    /** The whole tenant. */
    public static final PolicyScope TENANT = new PolicyScope(null, null);

    /** From the widest to the narrowest. */
    static final Comparator<PolicyScope> WIDEST_FIRST = Comparator.comparing(PolicyScope::level);

    /** How wide a scope is. */
    public enum Level {
        /** The law of the place. */
        LAW,
        /** The whole tenant. */
        TENANT,
        /** One controller. */
        CONTROLLER,
        /** One campaign of a controller. */
        CAMPAIGN
    }

    public PolicyScope {
        if (campaign != null && controller == null) {
            throw new IllegalArgumentException("a campaign is a controller's");
        }
    }

    /** A controller, with all of its campaigns. */
    public static PolicyScope of(String controller) {
        return new PolicyScope(controller, null);
    }

    /** How wide it is. */
    public Level level() {
        if (campaign != null) {
            return Level.CAMPAIGN;
        }
        return controller == null ? Level.TENANT : Level.CONTROLLER;
    }

    /** Whether everything of {@code other} is in this scope, too. */
    public boolean covers(PolicyScope other) {
        return (controller == null || controller.equals(other.controller))
                && (campaign == null || campaign.equals(other.campaign));
    }
}
