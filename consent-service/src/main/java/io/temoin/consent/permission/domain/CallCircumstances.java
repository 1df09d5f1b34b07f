// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.rules.domain.CalleePlace;
import io.temoin.eventsourcing.Embedded;

/**
 * What a decision is based on, besides the law and the person's wishes. Known before the decision
 * and kept with it, so that it can be made again.
 *
 * @param place where the person may be
 * @param honoursLocalHolidays whether holidays of a part of the country count
 * @param tzdataVersion the release of the IANA time zone database that local times come from
 */
public record CallCircumstances(
        CalleePlace place,
        @Embedded StatedCall stated,
        boolean honoursLocalHolidays,
        @Embedded RecordingCircumstances recording,
        String tzdataVersion,
        @Embedded LookupResults lookups) {

    /** The same, with local times from another release. */
    public CallCircumstances computedBy(String release) {
        return new CallCircumstances(
                place, stated, honoursLocalHolidays, recording, release, lookups);
    }

    /** The same, of a call that would be recorded so. */
    public CallCircumstances recorded(RecordingCircumstances other) {
        return new CallCircumstances(
                place, stated, honoursLocalHolidays, other, tzdataVersion, lookups);
    }
}
