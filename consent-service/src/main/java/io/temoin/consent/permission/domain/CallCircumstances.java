// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.consent.rules.domain.CallerId;
import io.temoin.consent.rules.domain.Purpose;
import io.temoin.consent.rules.domain.Sector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision was made by, besides the rules and the person's wishes. Looked up before the
 * question and kept with the answer, so that it can be given again.
 *
 * @param place where the person may be
 * @param sector what would be offered; absent when the caller does not say
 * @param callerId what would be shown; absent when the caller does not say
 * @param grounds what the call rests on besides a consent; absent when the caller does not say, and
 *     before exceptions were thought of
 * @param honoursLocalHolidays whether holidays of a part of the country count
 * @param sampled purposes of recording that the controller's plan drew for this call
 * @param tzdataVersion the release of the IANA time zone database that local times come from
 * @param brand in whose name the call would be; absent when the caller does not say, and before
 *     brands counted
 */
public record CallCircumstances(
        CalleePlace place,
        @Nullable Sector sector,
        @Nullable CallerId callerId,
        @Nullable CallGrounds grounds,
        boolean honoursLocalHolidays,
        List<Purpose> sampled,
        String tzdataVersion,
        @Nullable String brand) {

    /** Without a brand. */
    public CallCircumstances(
            CalleePlace place,
            @Nullable Sector sector,
            @Nullable CallerId callerId,
            @Nullable CallGrounds grounds,
            boolean honoursLocalHolidays,
            List<Purpose> sampled,
            String tzdataVersion) {
        this(place, sector, callerId, grounds, honoursLocalHolidays, sampled, tzdataVersion, null);
    }

    public CallCircumstances {
        sampled = List.copyOf(sampled);
    }

    /** The same, with local times from another release. */
    public CallCircumstances computedBy(String release) {
        return new CallCircumstances(
                place, sector, callerId, grounds, honoursLocalHolidays, sampled, release, brand);
    }
}
