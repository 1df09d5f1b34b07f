// SPDX-License-Identifier: Apache-2.0
package io.temoin.retention.rights.domain;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Another request of the person that restricts what one restricts, or did: as long as there is one,
 * the end of that one frees nothing of it.
 *
 * @param about the recording or the call; absent for everything of the person at that controller
 * @param services that restrict it
 */
public record OtherRestriction(
        UUID request,
        RequestType type,
        Instant since,
        @Nullable AskedAbout about,
        List<OwnerService> services) {

    public OtherRestriction {
        services = List.copyOf(services);
    }

    /**
     * What another request restricts of what this one is about; {@code null} if nothing.
     *
     * @param sameRecording whether one of them is about a recording of the call that the other one
     *     is about
     */
    public static @Nullable OtherRestriction of(
            Request other, Request request, boolean sameRecording) {
        var restriction = RequestDecider.restrictionOf(other);
        Instant since = restriction.since();
        if (since == null || !restriction.isInForce()) {
            return null;
        }
        var opened = RequestDecider.openedOf(other);
        var asked = RequestDecider.openedOf(request);
        return opened.request().equals(asked.request())
                        || !(sameRecording || touches(opened.about(), asked.about()))
                ? null
                : new OtherRestriction(
                        opened.request(),
                        opened.type(),
                        since,
                        opened.about(),
                        restriction.restricting());
    }

    /** Everything of a person is what each of their requests is about a part of. */
    private static boolean touches(@Nullable AskedAbout one, @Nullable AskedAbout other) {
        return one == null || other == null || Objects.equals(one, other);
    }
}
