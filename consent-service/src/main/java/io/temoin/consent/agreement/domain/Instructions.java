// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.rules.domain.Purpose;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a controller instructs a processor to do (GDPR art. 28(3)(a)): nothing else is allowed.
 *
 * @param allCampaigns whether the campaign does not matter; said expressly, never by leaving
 *     something out
 * @param campaigns those the processor may call for; none when all are
 * @param countries ISO 3166-1 codes of the places it may call, at least one
 */
public record Instructions(
        List<Purpose> purposes,
        boolean allCampaigns,
        List<String> campaigns,
        List<String> countries) {

    public Instructions {
        purposes = purposes.stream().distinct().sorted().toList();
        campaigns = campaigns.stream().distinct().sorted().toList();
        countries = countries.stream().distinct().sorted().toList();
    }

    /** Whether calls of this campaign may be made; {@code null} is the call of no campaign. */
    boolean coversCampaign(@Nullable String campaign) {
        return allCampaigns || (campaign != null && campaigns.contains(campaign));
    }
}
