// SPDX-License-Identifier: Apache-2.0
package io.temoin.chassis.visibility.domain;

import java.util.Set;

/**
 * What an agreement in force lets a processor do for a controller, and hence see of it.
 *
 * @param purposes of the instructions
 * @param allCampaigns whether the campaign does not matter
 * @param campaigns those that are instructed; none when all are
 */
public record Coverage(
        String controller, Set<String> purposes, boolean allCampaigns, Set<String> campaigns) {

    public Coverage {
        purposes = Set.copyOf(purposes);
        campaigns = Set.copyOf(campaigns);
    }

    /** Whether it covers all of that: what is covered in part would show the rest, too. */
    boolean covers(Ownership object) {
        return object.controller().equals(controller)
                && purposes.containsAll(object.purposes())
                && (object.campaign() == null || covers(object.campaign()));
    }

    private boolean covers(Ownership.Campaign campaign) {
        return allCampaigns || (campaign.code() != null && campaigns.contains(campaign.code()));
    }
}
