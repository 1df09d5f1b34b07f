// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.agreement.domain;

import io.temoin.consent.rules.domain.Purpose;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the records of a tenant say to "was this processor instructed to do this?" (GDPR art. 28(3),
 * 29). Looked up before a decision and kept with it.
 *
 * @param agreement the one that covers it, or came nearest; absent when there is none
 * @param version of that agreement's instructions
 * @param purposes everything the processor may do it for; none when it may not
 * @param until when that ends, exclusive; absent when no end is known
 * @param unnamedCallers what the controller wants for callers that a consent does not name
 */
public record Mandate(
        Finding finding,
        @Nullable UUID agreement,
        @Nullable Integer version,
        List<Purpose> purposes,
        @Nullable Instant until,
        UnnamedCallers unnamedCallers) {

    /** Whether it was, and if not what is in the way; what comes later came nearer. */
    public enum Finding {
        NO_AGREEMENT("The controller has no agreement with the caller's organisation."),
        ENDED("The agreement with the caller's organisation has ended."),
        NOT_IN_FORCE(
                "The agreement with the caller's organisation has been drafted but not put into"
                        + " force yet."),
        NOT_YET(
                "The start date of the agreement with the caller's organisation has not been"
                        + " reached yet."),
        SUSPENDED("The agreement with the caller's organisation is suspended."),
        PURPOSE("The caller's organisation has no instruction covering this purpose."),
        COUNTRY("The caller's organisation has no instruction covering this country."),
        CAMPAIGN("The caller's organisation has no instruction covering this campaign."),
        ENGAGEMENT(
                "The processor that engaged the caller's organisation may not do this itself, or"
                        + " may not engage that organisation for it."),
        COVERED("The controller has instructed the caller's organisation to do this.");

        private final String detail;

        Finding(String detail) {
            this.detail = detail;
        }

        /** A sentence a person understands. */
        public String detail() {
            return detail;
        }
    }

    public Mandate {
        purposes = List.copyOf(purposes);
    }

    /** Whether it may be done. */
    public boolean allows() {
        return finding == Finding.COVERED;
    }
}
