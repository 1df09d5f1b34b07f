// SPDX-License-Identifier: Apache-2.0
package io.temoin.consent.scrubbing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.temoin.consent.permission.domain.ContactPermissionEvent.CallDecided;
import io.temoin.consent.permission.domain.ContactPermissionEvent.Verdict;
import io.temoin.consent.rules.domain.Reason;
import io.temoin.consent.rules.domain.ReasonCode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of one number of a list, by its place: the caller has the list, nobody else needs it.
 */
@Schema(
        name = "ScrubbedNumber",
        requiredProperties = {"index"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScrubbedNumber(
        @Schema(description = "Its index in the list, from 0.") int index,
        @Nullable Verdict verdict,
        @Nullable List<ReasonCode> reasons,
        @Schema(description = "When the call would be allowed, if nothing else changes.")
                @Nullable Instant nextAllowedAt,
        @Schema(
                        description = "Why there is no result.",
                        enumeration = {"number-invalid", "number-duplicate"})
                @Nullable String problem,
        @Schema(description = "Index of the first occurrence of this number, which has the result.")
                @Nullable Integer duplicateOf) {

    static ScrubbedNumber answered(int index, CallDecided decided) {
        return new ScrubbedNumber(
                index,
                decided.verdict(),
                decided.reasons().stream().map(Reason::code).toList(),
                decided.nextAllowedAt(),
                null,
                null);
    }

    static ScrubbedNumber invalid(int index) {
        return new ScrubbedNumber(index, null, null, null, "number-invalid", null);
    }

    static ScrubbedNumber duplicate(int index, int before) {
        return new ScrubbedNumber(index, null, null, null, "number-duplicate", before);
    }
}
