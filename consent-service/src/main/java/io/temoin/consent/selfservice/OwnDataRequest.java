// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.selfservice;

import io.temoin.consent.requests.RequestFields;
import io.temoin.consent.rights.domain.DataSubjectRight;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the person asks for. */
@Schema(name = "OwnDataRequest")
public record OwnDataRequest(
        @Schema(required = true, implementation = DataSubjectRight.class) @Nullable String right,
        @Schema(
                        minLength = 1,
                        maxLength = LONGEST_CORRECTION,
                        description =
                                "What is wrong and what would be right, in the person's words;"
                                        + " always with RECTIFICATION, and only then. Sealed, for the"
                                        + " controller's desk alone.")
                @Nullable String correction,
        @Schema(
                        format = "uuid",
                        description =
                                "The person's consent that is wrong, if it is one; only with a"
                                        + " correction.")
                @Nullable String consent) {

    private static final int LONGEST_CORRECTION = 2000;

    /** Words of a person are not for a log. */
    @Override
    public String toString() {
        return "OwnDataRequest[right=" + right + "]";
    }

    /**
     * What is said with a request of this kind: always with one for rectification, and only then.
     */
    @Nullable String correctionOf(DataSubjectRight asked) {
        if (correction == null) {
            if (asked == DataSubjectRight.RECTIFICATION) {
                throw RequestFields.refused(
                        "/correction",
                        "field-missing",
                        "State what is wrong and what would be right.");
            }
            return null;
        }
        if (asked != DataSubjectRight.RECTIFICATION) {
            throw RequestFields.refused(
                    "/correction",
                    "value-unexpected",
                    "State a correction only with RECTIFICATION.");
        }
        if (correction.isBlank() || correction.length() > LONGEST_CORRECTION) {
            throw RequestFields.refused(
                    "/correction", "format-invalid", "State a text of 1 to 2000 characters.");
        }
        return correction;
    }

    /** The consent that it is about; absent if it names none. */
    @Nullable UUID contested() {
        if (consent != null && correction == null) {
            throw RequestFields.refused(
                    "/consent",
                    "value-unexpected",
                    "Name a consent only with a correction: state what is wrong in it.");
        }
        return RequestFields.optionalId("/consent", consent);
    }
}
