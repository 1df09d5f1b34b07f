// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.permission.domain;

import io.temoin.consent.rules.domain.Exemption;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the caller says that the call rests on, besides a consent. The caller answers for it; kept
 * with the decision, since whoever relies on an exception has to prove it.
 *
 * @param offer what would be offered, in the controller's own code
 * @param contract a contract with the person; absent when none is relied on
 * @param request a request of the person; absent when none is relied on
 */
public record CallGrounds(
        String offer, @Nullable Contract contract, @Nullable InformationRequest request) {

    /**
     * A contract between controller and person.
     *
     * @param reference the controller's own
     * @param object what it is about, in the controller's own code
     * @param since first day
     * @param endedOn last day, or that on which all was performed; absent while it goes on
     */
    public record Contract(
            String reference,
            String object,
            Relation relation,
            LocalDate since,
            @Nullable LocalDate endedOn) {

        /** Whether the contract lets the person be called on that day by the exemption. */
        boolean countsOn(LocalDate day, Exemption exemption) {
            return relation != Relation.UNRELATED
                    && !day.isBefore(since)
                    && (endedOn == null || exemption.countsContractEnded(endedOn, day));
        }
    }

    /** How the offer and the object of the contract belong together. */
    public enum Relation {
        /** It is the object. */
        SAME_OBJECT,
        /** It completes the object. */
        COMPLEMENTARY,
        /** It is a better one. */
        UPGRADE,
        /** It is something else. */
        UNRELATED
    }

    /**
     * A request to be called.
     *
     * @param reference the controller's own, under which it is proven
     * @param object what the person asked about, in the controller's own code
     */
    public record InformationRequest(String reference, String object, Instant receivedAt) {}
}
