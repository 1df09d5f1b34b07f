// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.holdings;

import io.temoin.chassis.visibility.domain.Ownership;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request of a person at the rights desk.
 *
 * @param state where it is
 * @param dueAt it is to be answered before that moment
 * @param answeredAt when it was answered or refused
 * @param joinedTo the request whose answer is that of this one, too
 * @param partial whether a part was refused; absent until it is answered
 * @param rectifiedAt when something was last put right under it; absent if nothing was
 */
public record HeldRequest(
        UUID request,
        String controller,
        String type,
        String state,
        String receivedBy,
        Instant receivedAt,
        Instant dueAt,
        @Nullable Instant answeredAt,
        @Nullable UUID joinedTo,
        @Nullable Boolean partial,
        @Nullable Instant rectifiedAt) {

    private static final String OPEN = "OPEN";
    private static final String WITHDRAWN = "WITHDRAWN";
    private static final String CLOSED = "CLOSED";

    /** Whose data it is: the controller's, and a processor's that took it in. */
    Ownership ownership() {
        return new Ownership(controller, Set.of(receivedBy), Set.of(), null, null);
    }

    /**
     * As a processor sees it that took it in: that it was joined to another one tells that the
     * person asked elsewhere, too. It is answered when that one is, and open until then.
     *
     * @param all requests of the person
     */
    HeldRequest unjoined(List<HeldRequest> all) {
        if (joinedTo == null) {
            return this;
        }
        HeldRequest answering =
                all.stream().filter(one -> one.request().equals(joinedTo)).findAny().orElse(null);
        if (state.equals(WITHDRAWN) || answering == null || answering.answeredAt() == null) {
            return seen(state.equals(WITHDRAWN) ? state : OPEN, null, null, null);
        }
        return seen(
                state.equals(CLOSED) ? state : answering.state(),
                answering.answeredAt(),
                answering.partial(),
                answering.rectifiedAt());
    }

    private HeldRequest seen(
            String shown,
            @Nullable Instant answered,
            @Nullable Boolean inPart,
            @Nullable Instant rectified) {
        return new HeldRequest(
                request,
                controller,
                type,
                shown,
                receivedBy,
                receivedAt,
                dueAt,
                answered,
                null,
                inPart,
                rectified);
    }
}
